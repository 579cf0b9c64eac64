package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All entities of a gateway, by name. */
public final class Schemas {
    private final Map<String, EntitySchema> byName = new LinkedHashMap<>();
    private final Map<String, EntitySchema> byPath = new LinkedHashMap<>();
    private final PluginSchemas plugins;

    public Schemas(List<EntitySchema> all, PluginSchemas plugins) {
        this.plugins = plugins;
        for (EntitySchema schema : all) {
            byName.put(schema.name(), schema);
            byPath.put(schema.path(), schema);
        }
    }

    /** Every entity; one that others refer to stands before them. */
    public Collection<EntitySchema> all() {
        return List.copyOf(byName.values());
    }

    /** The entity of a name ({@code key_sets}), or null. */
    public @Nullable EntitySchema find(String name) {
        return byName.get(name);
    }

    /** The entity of a segment of an Admin API path ({@code key-sets}), or null. */
    public @Nullable EntitySchema findByPath(String path) {
        return byPath.get(path);
    }

    /** The entity of a name that is known to exist. */
    public EntitySchema get(String name) {
        EntitySchema schema = byName.get(name);
        if (schema == null) {
            throw new IllegalArgumentException("no entity " + name);
        }
        return schema;
    }

    /** What the plugins know of their settings. */
    public PluginSchemas plugins() {
        return plugins;
    }

    /** A foreign field and the entity that has it. */
    public record Reference(EntitySchema from, Field field) {}

    /** All foreign fields that refer to an entity. */
    public List<Reference> referencesTo(String name) {
        List<Reference> result = new ArrayList<>();
        for (EntitySchema schema : byName.values()) {
            for (Field field : schema.foreignFields()) {
                if (name.equals(field.reference())) {
                    result.add(new Reference(schema, field));
                }
            }
        }
        return result;
    }
}
