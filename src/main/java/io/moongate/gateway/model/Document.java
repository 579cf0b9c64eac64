package io.moongate.gateway.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of an entity's document.
 *
 * <p>A document is what the Admin API shows: a map from field name to null, Boolean, Long, Double, String, List or Map.
 * A field that is absent and one that is null are different things while input is checked; a checked document has every
 * field of its schema.
 */
public final class Document {
    private final Map<String, @Nullable Object> fields;

    public Document(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** The value of a field, or null where it is null or absent. */
    public @Nullable Object get(String field) {
        return fields.get(field);
    }

    /** A string field, or null. */
    public @Nullable String string(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** A string field that a checked document always has. */
    public String required(String field) {
        String text = string(field);
        if (text == null) {
            throw new IllegalArgumentException("no text in field " + field);
        }
        return text;
    }

    /** An integer field, or the given number where it is null or absent. */
    public long integer(String field, long otherwise) {
        return fields.get(field) instanceof Number number ? number.longValue() : otherwise;
    }

    /** A boolean field, or the given one where it is null or absent. */
    public boolean bool(String field, boolean otherwise) {
        return fields.get(field) instanceof Boolean value ? value : otherwise;
    }

    /** A list of strings; empty where the field is null or absent. */
    public List<String> strings(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A map from name to strings; empty where the field is null or absent. */
    public Map<String, List<String>> stringLists(String field) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> map) {
            map.forEach((name, list) -> result.put(
                    String.valueOf(name),
                    list instanceof List<?> values
                            ? values.stream().map(String::valueOf).toList()
                            : List.of(String.valueOf(list))));
        }
        return result;
    }

    /** A nested record; empty where the field is null or absent. */
    public Map<String, @Nullable Object> record(String field) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> result.put(String.valueOf(name), value));
        }
        return result;
    }

    /** The id that a foreign field refers to, or null. */
    public @Nullable UUID foreign(String field) {
        return fields.get(field) instanceof Map<?, ?> map && map.get("id") instanceof String id
                ? UUID.fromString(id)
                : null;
    }

    /** The primary key. */
    public UUID id() {
        return UUID.fromString(required("id"));
    }
}
