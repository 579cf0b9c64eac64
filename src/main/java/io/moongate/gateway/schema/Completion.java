package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what is not given: defaults, the fields of records, null; brings numbers into one form and makes sets of
 * lists. What has the wrong type is left for the rules to find.
 */
final class Completion {
    private Completion() {}

    /** The document with every field of its schema; fields it does not have stay as they are. */
    static Map<String, @Nullable Object> fill(Iterable<Field> fields, Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (Field field : fields) {
            String name = field.name();
            result.put(name, document.containsKey(name) ? given(field, document.get(name)) : missing(field));
        }
        document.forEach(result::putIfAbsent);
        return result;
    }

    private static @Nullable Object missing(Field field) {
        if (field.hasDefault()) {
            Object value = field.defaultValue();
            return value instanceof Map<?, ?> || field.type() == FieldType.RECORD ? given(field, value) : value;
        }
        return field.type() == FieldType.RECORD && field.isRequired() && !field.isAbstract()
                ? fill(field.fields(), Map.of())
                : null;
    }

    /** A given value in the form in which documents are kept. */
    static @Nullable Object given(Field field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case INTEGER, NUMBER -> number(value);
            case ARRAY -> value instanceof List<?> list ? elements(field, list) : emptyList(value);
            case SET -> value instanceof List<?> list ? distinct(elements(field, list)) : emptyList(value);
            case MAP -> value instanceof Map<?, ?> map ? values(field, map) : emptyMap(value);
            case RECORD ->
                value instanceof Map<?, ?> map && !field.isAbstract()
                        ? fill(field.fields(), FieldRules.stringKeys(map))
                        : value instanceof List<?> list && list.isEmpty() && !field.isAbstract()
                                ? fill(field.fields(), Map.of())
                                : value;
            case FOREIGN -> value instanceof Map<?, ?> map && map.get("id") != null ? idOnly(map) : value;
            case STRING, BOOLEAN -> value;
        };
    }

    private static Object number(Object value) {
        if (value instanceof Number number && !(value instanceof Long)) {
            double exact = number.doubleValue();
            return exact == Math.rint(exact) && Math.abs(exact) < 0x1p53 ? (Object) (long) exact : (Object) exact;
        }
        return value;
    }

    /** An empty map is an empty list too, as in the JSON of clients that cannot tell them apart. */
    private static Object emptyList(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() ? List.of() : value;
    }

    private static Object emptyMap(Object value) {
        return value instanceof List<?> list && list.isEmpty() ? Map.of() : value;
    }

    private static List<@Nullable Object> elements(Field field, List<?> list) {
        Field element = field.elements();
        List<@Nullable Object> result = new ArrayList<>(list.size());
        for (Object item : list) {
            result.add(element == null ? item : given(element, item));
        }
        return result;
    }

    private static List<@Nullable Object> distinct(List<@Nullable Object> list) {
        return new ArrayList<>(new LinkedHashSet<>(list));
    }

    private static Map<String, @Nullable Object> values(Field field, Map<?, ?> map) {
        Field inner = field.values();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), inner == null ? value : given(inner, value)));
        return result;
    }

    private static Map<String, @Nullable Object> idOnly(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("id", map.get("id"));
        return result;
    }

    /** Lays a change over a document: records are merged, all else is replaced. */
    static Map<String, @Nullable Object> merge(
            Iterable<Field> fields, Map<String, @Nullable Object> change, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(stored);
        result.putAll(change);
        for (Field field : fields) {
            if (field.type() == FieldType.RECORD
                    && !field.isAbstract()
                    && change.get(field.name()) instanceof Map<?, ?> top
                    && stored.get(field.name()) instanceof Map<?, ?> bottom) {
                result.put(
                        field.name(), merge(field.fields(), FieldRules.stringKeys(top), FieldRules.stringKeys(bottom)));
            }
        }
        return result;
    }
}
