package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.PluginSchemas;

/** Plugins: a name, a scope, and settings whose rules the plugin brings. */
final class PluginEntitySchema {
    private PluginEntitySchema() {}

    static EntitySchema schema(PluginSchemas plugins) {
        return EntitySchema.of("plugins")
                .endpointKey("instance_name")
                .cacheKey("name", "route", "service", "consumer")
                .fields(
                        CommonFields.id(),
                        Field.string("name").required().describe("The name of the Plugin that's going to be added."),
                        CommonFields.name("instance_name"),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        Field.foreign("route", "routes")
                                .byDefault(null)
                                .cascade()
                                .describe("If set, the plugin will only activate when receiving requests via the"
                                        + " specified route."),
                        Field.foreign("service", "services")
                                .byDefault(null)
                                .cascade()
                                .describe("If set, the plugin will only activate when receiving requests via one of the"
                                        + " routes belonging to the specified service. "),
                        Field.foreign("consumer", "consumers")
                                .byDefault(null)
                                .cascade()
                                .describe("If set, the plugin will activate only for requests where the specified has"
                                        + " been authenticated."),
                        Field.record("config")
                                .abstractUntilSubschema()
                                .describe("The configuration properties for the Plugin."),
                        CommonFields.httpProtocols(),
                        Field.bool("enabled").required().byDefault(true).describe("Whether the plugin is applied."),
                        CommonFields.tags())
                .subschemas(
                        "name",
                        plugins::subschema,
                        "plugin '%s' not enabled; add it to the 'plugins' configuration property")
                .build();
    }
}
