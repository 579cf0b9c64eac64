package io.moongate.gateway.schema;

import io.moongate.gateway.schema.EntitySchema.Subschema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plugins' settings by plugin name, and which plugins are enabled. */
public final class PluginSchemas {
    private final Map<String, PluginSchema> all = new LinkedHashMap<>();
    private final Set<String> enabled;

    /**
     * @param all every plugin that is there
     * @param enabled the names of those that may be used
     */
    public PluginSchemas(List<PluginSchema> all, Set<String> enabled) {
        for (PluginSchema schema : all) {
            this.all.put(schema.name(), schema);
        }
        this.enabled = Set.copyOf(enabled);
    }

    /** Every plugin that is there is enabled. */
    public static PluginSchemas allEnabled(List<PluginSchema> all) {
        return new PluginSchemas(
                all, Set.copyOf(all.stream().map(PluginSchema::name).toList()));
    }

    /** The settings of an enabled plugin, or null. */
    public @Nullable PluginSchema find(String name) {
        return enabled.contains(name) ? all.get(name) : null;
    }

    /** The names of the enabled plugins that are there, in the order in which they were given. */
    public List<String> enabled() {
        return all.keySet().stream().filter(enabled::contains).toList();
    }

    /** What an enabled plugin adds to the plugin entity, or null. */
    public @Nullable Subschema subschema(String name) {
        PluginSchema schema = find(name);
        return schema == null ? null : schema.subschema();
    }
}
