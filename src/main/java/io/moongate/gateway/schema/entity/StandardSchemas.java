package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import java.util.ArrayList;
import java.util.List;

/** The entities of a gateway. */
public final class StandardSchemas {
    private StandardSchemas() {}

    /** The entities that every store keeps; one that others refer to stands before them. */
    public static Schemas of(PluginSchemas plugins) {
        return new Schemas(core(plugins), plugins);
    }

    /** With those that only a store without tables keeps so far. */
    public static Schemas complete(PluginSchemas plugins) {
        List<EntitySchema> all = new ArrayList<>(core(plugins));
        all.addAll(
                List.of(UpstreamSchema.schema(), TargetSchema.schema(), VaultSchema.schema(), KeySetSchema.schema()));
        return new Schemas(all, plugins);
    }

    private static List<EntitySchema> core(PluginSchemas plugins) {
        return List.of(
                ServiceSchema.schema(),
                RouteSchema.schema(),
                ConsumerSchema.schema(),
                PluginEntitySchema.schema(plugins));
    }
}
