package io.moongate.gateway.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds one value against the rules of its field. An error is a text; of a list, the list of its elements' errors with
 * null for those that are right; of a record or map, a map of errors.
 */
final class FieldRules {
    static final String REQUIRED = "required field missing";
    static final String UNKNOWN = "unknown field";

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private FieldRules() {}

    /** What is wrong with a value, or null. */
    static @Nullable Object check(Field field, @Nullable Object value) {
        if (value == null) {
            Object equal = field.equal();
            if (equal != null) {
                return say(field, "value must be " + show(equal));
            }
            return field.isRequired() ? REQUIRED : null;
        }
        if (field.isMustBeNull()) {
            return say(field, "value must be null");
        }
        Object wrong = type(field, value);
        if (wrong == null) {
            wrong = rules(field, value);
            if (wrong != null && field.error() != null) {
                wrong = field.error();
            }
        }
        if (wrong == null) {
            Function<Object, @Nullable Object> own = field.check();
            wrong = own == null ? null : own.apply(value);
        }
        return wrong;
    }

    private static String say(Field field, String general) {
        String own = field.error();
        return own == null ? general : own;
    }

    private static @Nullable Object type(Field field, Object value) {
        return switch (field.type()) {
            case STRING -> value instanceof String ? null : "expected a string";
            case BOOLEAN -> value instanceof Boolean ? null : "expected a boolean";
            case NUMBER -> value instanceof Number ? null : "expected a number";
            case INTEGER -> value instanceof Long ? null : "expected an integer";
            case ARRAY -> value instanceof List<?> list ? elements(field, list) : "expected an array";
            case SET -> value instanceof List<?> list ? elements(field, list) : "expected a set";
            case MAP -> value instanceof Map<?, ?> map ? entries(field, map) : notATable(value, "expected a map");
            case RECORD -> value instanceof Map<?, ?> map ? record(field, map) : notATable(value, "expected a record");
            case FOREIGN -> foreign(value);
        };
    }

    /** An empty list is an empty map too: the JSON of clients written in some languages cannot tell them apart. */
    private static @Nullable Object notATable(Object value, String error) {
        return value instanceof List<?> list && list.isEmpty() ? null : error;
    }

    private static @Nullable Object elements(Field field, List<?> list) {
        Field element = field.elements();
        if (element == null) {
            return null;
        }
        Field required = element.required();
        List<@Nullable Object> errors = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object wrong = check(required, list.get(i));
            if (wrong != null) {
                while (errors.size() < i) {
                    errors.add(null);
                }
                errors.add(wrong);
            }
        }
        return errors.isEmpty() ? null : errors;
    }

    private static @Nullable Object entries(Field field, Map<?, ?> map) {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Field keys = field.keys();
            Field values = field.values();
            Object wrong = keys == null ? null : check(keys.required(), key);
            if (wrong == null && values != null) {
                wrong = check(values.required(), value);
            }
            if (wrong != null) {
                errors.put(String.valueOf(key), wrong);
            }
        });
        return errors.isEmpty() ? null : errors;
    }

    private static @Nullable Object record(Field field, Map<?, ?> map) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Field inner : field.fields()) {
            fields.put(inner.name(), inner);
        }
        Map<String, @Nullable Object> document = stringKeys(map);
        Map<String, @Nullable Object> errors = all(fields, document);
        EntityChecks.run(fields, field.checks(), document, errors);
        return errors.isEmpty() ? null : errors;
    }

    /** The errors of all fields of a document, those that do not exist among them. */
    static Map<String, @Nullable Object> all(Map<String, Field> fields, Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        document.forEach((name, value) -> {
            Field field = fields.get(name);
            Object wrong = field == null ? UNKNOWN : check(field, value);
            if (wrong != null) {
                errors.put(name, wrong);
            }
        });
        fields.forEach((name, field) -> {
            if (field.isRequired() && document.get(name) == null) {
                errors.put(name, REQUIRED);
            }
        });
        return errors;
    }

    private static @Nullable Object foreign(Object value) {
        Object id = value instanceof Map<?, ?> map ? map.get("id") : null;
        if (id == null) {
            return error("id", "missing primary key");
        }
        if (!(id instanceof String text)) {
            return error("id", "expected a string");
        }
        return UUID.matcher(text).matches() ? null : error("id", "expected a valid UUID");
    }

    private static Map<String, @Nullable Object> error(String field, String text) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put(field, text);
        return result;
    }

    private static @Nullable Object rules(Field field, Object value) {
        Object equal = field.equal();
        if (equal != null && !equal.equals(value)) {
            return "value must be " + show(equal);
        }
        Object notEqual = field.notEqual();
        if (notEqual != null && notEqual.equals(value)) {
            return "value must not be " + show(notEqual);
        }
        if (!field.notOneOf().isEmpty() && field.notOneOf().contains(value)) {
            return "must not be one of: " + join(field.notOneOf());
        }
        if (!field.oneOf().isEmpty() && !field.oneOf().contains(value)) {
            return "expected one of: " + join(field.oneOf());
        }
        Object wrong = switch (value) {
            case Number number -> number(field, number.doubleValue());
            case String text -> text(field, text);
            case List<?> list -> list(field, list);
            case Map<?, ?> map -> length(field, map.size());
            default -> null;
        };
        return wrong;
    }

    private static @Nullable String number(Field field, double value) {
        Double above = field.above();
        if (above != null && value <= above) {
            return "value must be greater than " + LuaText.number(above);
        }
        if (field.isTimestamp() && value <= 0) {
            return "expected a valid timestamp";
        }
        Double least = field.atLeast();
        Double most = field.atMost();
        return least != null && most != null && (value < least || value > most)
                ? "value should be between " + LuaText.number(least) + " and " + LuaText.number(most)
                : null;
    }

    private static @Nullable String text(Field field, String value) {
        int broken = brokenAt(value);
        if (broken >= 0) {
            return "invalid utf-8 character sequence detected at position " + (broken + 1);
        }
        if (field.isUuid() && !UUID.matcher(value).matches()) {
            return "expected a valid UUID";
        }
        String length = length(field, value.isEmpty() ? 0 : value.getBytes(StandardCharsets.UTF_8).length);
        if (length != null) {
            return length;
        }
        String prefix = field.startsWith();
        if (prefix != null && !value.startsWith(prefix)) {
            return "should start with: " + prefix;
        }
        for (Field.Matching none : field.matchNone()) {
            if (none.matches().test(value)) {
                return none.error();
            }
        }
        Field.Matching match = field.match();
        if (match != null && !match.matches().test(value)) {
            return "invalid value: " + value;
        }
        for (Field.Matching each : field.matchAll()) {
            if (!each.matches().test(value)) {
                return each.error();
            }
        }
        return null;
    }

    /** The first byte that was no UTF-8 (those come as lone surrogates), or -1. */
    private static int brokenAt(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return value.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return -1;
    }

    private static @Nullable String list(Field field, List<?> list) {
        String length = length(field, list.size());
        if (length != null) {
            return length;
        }
        Object wanted = field.contains();
        if (wanted != null && !list.contains(wanted)) {
            return "expected to contain: " + wanted;
        }
        if (!field.exclusiveSubsets().isEmpty()) {
            List<List<String>> touched = field.exclusiveSubsets().stream()
                    .filter(subset -> subset.stream().anyMatch(list::contains))
                    .toList();
            if (touched.size() > 1) {
                return "these sets are mutually exclusive: "
                        + touched.stream()
                                .map(subset -> "(" + EntityChecks.quoted(subset) + ")")
                                .collect(Collectors.joining(", "));
            }
        }
        return null;
    }

    private static @Nullable String length(Field field, int length) {
        Integer exact = field.lenEq();
        if (exact != null && length != exact) {
            return "length must be " + exact;
        }
        Integer least = field.lenMin();
        if (least != null && length < least) {
            return "length must be at least " + least;
        }
        Integer most = field.lenMax();
        return most != null && length > most ? "length must be at most " + most : null;
    }

    private static String show(Object value) {
        return value instanceof Number number ? LuaText.number(number) : String.valueOf(value);
    }

    private static String join(List<Object> values) {
        return values.stream().map(FieldRules::show).collect(Collectors.joining(", "));
    }

    static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
