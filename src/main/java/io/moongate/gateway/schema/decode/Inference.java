package io.moongate.gateway.schema.decode;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.EntitySchema.Shorthand;
import io.moongate.gateway.schema.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives texts from forms the types that the schema expects: numbers, booleans, lists of one, null for nothing. */
public final class Inference {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,15})");

    private Inference() {}

    /** The document of a form, typed. What does not look like its type stays text, for the validator to refuse. */
    public static Map<String, @Nullable Object> apply(EntitySchema schema, Map<String, @Nullable Object> document) {
        return record(fields(schema, document), document);
    }

    /** What a decoded body says of an entity. */
    public static Map<String, @Nullable Object> apply(EntitySchema schema, Decoded.Document decoded) {
        return decoded.typed() ? decoded.fields() : apply(schema, decoded.fields());
    }

    /** A change to an entity whose subschema the stored document selects, where the change does not. */
    public static Map<String, @Nullable Object> apply(
            EntitySchema schema, Decoded.Document decoded, Map<String, @Nullable Object> stored) {
        if (decoded.typed()) {
            return decoded.fields();
        }
        Map<String, @Nullable Object> selecting = new LinkedHashMap<>(stored);
        selecting.putAll(decoded.fields());
        return record(fields(schema, selecting), decoded.fields());
    }

    private static Map<String, Field> fields(EntitySchema schema, Map<String, @Nullable Object> document) {
        Map<String, Field> fields = new LinkedHashMap<>(schema.fieldsOf(schema.subschemaOf(document)));
        for (Shorthand shorthand : schema.shorthands()) {
            fields.put(shorthand.field().name(), shorthand.field());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> record(Map<String, Field> fields, Map<?, ?> document) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        document.forEach((key, value) -> {
            String name = String.valueOf(key);
            result.put(name, infer(fields.get(name), value));
        });
        return result;
    }

    private static @Nullable Object infer(@Nullable Field field, @Nullable Object value) {
        if (value == null || field == null) {
            return value;
        }
        if ("".equals(value)) {
            return null;
        }
        return switch (field.type()) {
            case STRING -> value;
            case BOOLEAN -> "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : value;
            case NUMBER, INTEGER -> value instanceof String text ? number(text) : value;
            case ARRAY, SET -> list(field, value);
            case MAP -> {
                if (!(value instanceof Map<?, ?> map)) {
                    yield value;
                }
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((key, item) -> result.put(String.valueOf(key), infer(field.values(), item)));
                yield result;
            }
            case RECORD -> {
                if (!(value instanceof Map<?, ?> map)) {
                    yield value;
                }
                Map<String, Field> inner = new LinkedHashMap<>();
                field.fields().forEach(one -> inner.put(one.name(), one));
                yield record(inner, map);
            }
            case FOREIGN -> {
                if (!(value instanceof Map<?, ?> map)) {
                    yield value;
                }
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((key, item) -> result.put(String.valueOf(key), "".equals(item) ? null : item));
                yield result;
            }
        };
    }

    private static Object list(Field field, Object value) {
        if (value instanceof Map<?, ?>) {
            return value;
        }
        List<@Nullable Object> result = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                result.add(infer(field.elements(), item));
            }
        } else {
            result.add(infer(field.elements(), value));
        }
        return result;
    }

    /** A number as Lua reads one from a text: decimal or hexadecimal, blanks around it allowed. */
    static Object number(String text) {
        String bare = text.strip();
        var hex = HEX.matcher(bare);
        if (hex.matches()) {
            long value = Long.parseLong(hex.group(2), 16);
            return hex.group(1).equals("-") ? -value : value;
        }
        if (!DECIMAL.matcher(bare).matches()) {
            return text;
        }
        double value = Double.parseDouble(bare);
        return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? (Object) (long) value : (Object) value;
    }
}
