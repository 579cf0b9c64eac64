package io.moongate.gateway.schema;

import io.moongate.gateway.schema.EntitySchema.Subschema;
import java.util.List;

/**
 * The settings of one plugin.
 *
 * @param name the plugin
 * @param fields {@code config}, and the plugin entity's fields that the plugin narrows ({@code consumer}, {@code
 *     protocols}), in the order in which the schema shows them
 * @param checks over several fields, named from the entity ({@code config.access})
 */
public record PluginSchema(String name, List<Field> fields, List<EntityCheck> checks) {
    public PluginSchema {
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    Subschema subschema() {
        return new Subschema(name, fields, checks);
    }
}
