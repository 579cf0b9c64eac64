package io.moongate.gateway.declarative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at entities together: no key twice, no reference to what is not there. */
final class Consistency {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schemas schemas;
    private final References references;

    Consistency(Schemas schemas, References references) {
        this.schemas = schemas;
        this.references = references;
    }

    void check(List<Declared> all, Map<String, @Nullable Object> errors) {
        for (Declared declared : all) {
            duplicates(declared, errors);
            foreign(declared, errors);
        }
        if (errors.isEmpty()) {
            uniques(all, errors);
        }
    }

    private void duplicates(Declared declared, Map<String, @Nullable Object> errors) {
        String entity = declared.schema.name();
        String key = References.uniqueKey(declared);
        if (key != null && !references.firstByKey(declared, key)) {
            DeclarativeReader.put(
                    list(errors, entity),
                    declared.index,
                    taken(entity, String.valueOf(declared.schema.endpointKey()), key));
        } else if (!references.firstById(declared)) {
            Declared parent = declared.parent;
            List<@Nullable Object> list = parent == null
                    ? list(errors, entity)
                    : list(item(list(errors, parent.schema.name()), parent.index), entity);
            DeclarativeReader.put(list, declared.index, taken(entity, "primary key", declared.id()));
        }
    }

    private static String taken(String entity, String field, String value) {
        return "uniqueness violation: '" + entity + "' entity with " + field + " set to '" + value
                + "' already declared";
    }

    private void foreign(Declared declared, Map<String, @Nullable Object> errors) {
        for (Field field : declared.schema.foreignFields()) {
            Object value = declared.fields.get(field.name());
            String other = String.valueOf(field.reference());
            if (value == null || field == declared.parentField || references.find(other, value) != null) {
                continue;
            }
            String key = References.uniqueKey(declared);
            Map<String, @Nullable Object> of = map(errors, declared.schema.name());
            list(of, key == null ? declared.id() : key)
                    .add("invalid reference '" + field.name() + ": " + shown(value) + "' (no such entry in '" + other
                            + "')");
        }
    }

    private static String shown(Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            return String.valueOf(value);
        }
    }

    /** Unique fields other than the endpoint key, such as a consumer's custom_id. */
    private void uniques(List<Declared> all, Map<String, @Nullable Object> errors) {
        Map<String, Set<Object>> seen = new HashMap<>();
        for (Declared declared : all) {
            EntitySchema schema = schemas.get(declared.schema.name());
            for (Field field : schema.uniqueFields()) {
                Object value = declared.fields.get(field.name());
                if (value != null
                        && !field.name().equals(schema.endpointKey())
                        && !seen.computeIfAbsent(schema.name() + "." + field.name(), name -> new HashSet<>())
                                .add(value)) {
                    String key = References.uniqueKey(declared);
                    map(errors, schema.name())
                            .put(
                                    key == null ? declared.id() : key,
                                    taken(schema.name(), field.name(), String.valueOf(value)));
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // the tree is of this class's making
    private static List<@Nullable Object> list(Map<String, @Nullable Object> tree, String name) {
        if (tree.get(name) instanceof List<?> there) {
            return (List<@Nullable Object>) there;
        }
        List<@Nullable Object> fresh = new ArrayList<>();
        tree.put(name, fresh);
        return fresh;
    }

    @SuppressWarnings("unchecked") // the tree is of this class's making
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String name) {
        if (tree.get(name) instanceof Map<?, ?> there) {
            return (Map<String, @Nullable Object>) there;
        }
        Map<String, @Nullable Object> fresh = new LinkedHashMap<>();
        tree.put(name, fresh);
        return fresh;
    }

    @SuppressWarnings("unchecked") // the tree is of this class's making
    private static Map<String, @Nullable Object> item(List<@Nullable Object> list, int index) {
        if (index < list.size() && list.get(index) instanceof Map<?, ?> there) {
            return (Map<String, @Nullable Object>) there;
        }
        Map<String, @Nullable Object> fresh = new LinkedHashMap<>();
        DeclarativeReader.put(list, index, fresh);
        return fresh;
    }
}
