package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the entities of a configuration by what others call them: the endpoint key, or the id. */
final class References {
    private final Map<String, Map<String, Declared>> byId = new HashMap<>();
    private final Map<String, Map<String, Declared>> byKey = new HashMap<>();

    void add(Declared declared) {
        EntitySchema schema = declared.schema;
        byId.computeIfAbsent(schema.name(), name -> new HashMap<>()).putIfAbsent(declared.id(), declared);
        String key = uniqueKey(declared);
        if (key != null) {
            byKey.computeIfAbsent(schema.name(), name -> new HashMap<>()).putIfAbsent(key, declared);
        }
    }

    /** What others may call an entity instead of its id, or null. */
    static @Nullable String uniqueKey(Declared declared) {
        String field = declared.schema.endpointKey();
        Field key = field == null ? null : declared.schema.field(field);
        return key != null && key.isUnique() && declared.fields.get(key.name()) instanceof String text ? text : null;
    }

    /** Whether an entity is the first of its kind with its key. */
    boolean firstByKey(Declared declared, String key) {
        return byKey.getOrDefault(declared.schema.name(), Map.of()).get(key) == declared;
    }

    /** Whether an entity is the first of its kind with its id. */
    boolean firstById(Declared declared) {
        return byId.getOrDefault(declared.schema.name(), Map.of()).get(declared.id()) == declared;
    }

    /** The entity that a foreign field's value names, or null. */
    @Nullable
    Declared find(String entity, @Nullable Object value) {
        Object name = value instanceof Map<?, ?> map ? map.get("id") : value;
        if (!(name instanceof String text)) {
            return null;
        }
        Declared found = byKey.getOrDefault(entity, Map.of()).get(text);
        return found != null ? found : byId.getOrDefault(entity, Map.of()).get(text.toLowerCase(Locale.ROOT));
    }

    /** The form in which documents refer to an entity. */
    static Map<String, @Nullable Object> to(String id) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("id", id);
        return result;
    }
}
