package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.FieldType;
import io.moongate.gateway.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One entity of a declarative configuration: what was written, where it was nested, and what is nested in it. */
final class Declared {
    private static final String COMMENT = "_comment";
    private static final String IGNORE = "_ignore";

    final EntitySchema schema;
    final int index;
    final @Nullable Declared parent;
    final @Nullable Field parentField;

    /** The entity's own fields as written, with its id. */
    final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    final Map<String, List<Declared>> children = new LinkedHashMap<>();

    /** Errors of nested lists that are no lists. */
    final Map<String, @Nullable Object> malformed = new LinkedHashMap<>();

    private boolean idGiven = true;

    /** The checked document. */
    @Nullable
    Map<String, @Nullable Object> document;

    private Declared(EntitySchema schema, int index, @Nullable Declared parent, @Nullable Field parentField) {
        this.schema = schema;
        this.index = index;
        this.parent = parent;
        this.parentField = parentField;
    }

    String id() {
        return String.valueOf(fields.get("id"));
    }

    /** Reads a list of entities, and what is nested in them; a text says what is wrong with the list itself. */
    static @Nullable Object read(
            Schemas schemas,
            EntitySchema schema,
            @Nullable Declared parent,
            @Nullable Field parentField,
            @Nullable Object value,
            List<Declared> into) {
        if (value == null || (value instanceof Map<?, ?> map && map.isEmpty())) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            return "expected an array";
        }
        List<@Nullable Object> errors = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> item) {
                Declared declared = new Declared(schema, i, parent, parentField);
                declared.fill(schemas, item);
                into.add(declared);
            } else {
                while (errors.size() < i) {
                    errors.add(null);
                }
                errors.add(list.get(i) == null ? "required field missing" : "expected a record");
            }
        }
        return errors.isEmpty() ? null : errors;
    }

    private void fill(Schemas schemas, Map<?, ?> item) {
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        item.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals(COMMENT) && value != null && !(value instanceof String)) {
                malformed.put(name, "expected a string");
            } else if (name.equals(IGNORE) && value != null && !(value instanceof List<?>)) {
                malformed.put(name, "expected an array");
            } else if (childField(schemas, name) != null) {
                nested.put(name, value);
            } else if (!name.equals(COMMENT) && !name.equals(IGNORE)) {
                fields.put(name, value);
            }
        });
        if (fields.get("id") == null) {
            Declared above = parent;
            Field field = parentField;
            UUID id = DeterministicId.of(
                    schema, fields, field == null ? null : field.name(), above == null ? null : above.id());
            idGiven = false;
            fields.put("id", (id == null ? UUID.randomUUID() : id).toString());
        }
        if (fields.get("id") instanceof String given) {
            fields.put("id", given.toLowerCase(Locale.ROOT));
        }
        nested.forEach((name, value) -> {
            List<Declared> list = new ArrayList<>();
            Object wrong = read(schemas, schemas.get(name), this, childField(schemas, name), value, list);
            if (wrong != null) {
                malformed.put(name, wrong);
            }
            children.put(name, list);
        });
    }

    /** The foreign field by which entities of a kind belong to this one, or null. */
    private @Nullable Field childField(Schemas schemas, String name) {
        EntitySchema child = schemas.find(name);
        if (child != null) {
            for (Field field : child.fields()) {
                if (field.type() == FieldType.FOREIGN && schema.name().equals(field.reference())) {
                    return field;
                }
            }
        }
        return null;
    }

    /** What was written, without what is nested in it; the id only where it was written, or is what is wrong. */
    Map<String, @Nullable Object> written(boolean withId) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(fields);
        if (!idGiven && !withId) {
            result.remove("id");
        }
        return result;
    }

    /** This entity, then all that are nested in it. */
    void walk(Consumer<Declared> visitor) {
        visitor.accept(this);
        children.values().forEach(list -> list.forEach(child -> child.walk(visitor)));
    }
}
