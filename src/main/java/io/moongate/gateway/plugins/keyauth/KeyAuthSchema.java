package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.entity.CommonFields;
import java.util.List;

/** The settings of key-auth. */
public final class KeyAuthSchema {
    private KeyAuthSchema() {}

    public static PluginSchema schema() {
        return new PluginSchema(
                KeyAuth.NAME,
                List.of(
                        CommonFields.noConsumer(),
                        CommonFields.httpProtocols(),
                        Field.record(
                                        "config",
                                        Field.array("key_names", CommonFields.headerName(""))
                                                .required()
                                                .byDefault(List.of("apikey"))
                                                .describe("Describes an array of parameter names where the plugin will"
                                                        + " look for a key. The key names may only contain [a-z],"
                                                        + " [A-Z], [0-9], [_] underscore, and [-] hyphen."),
                                        Field.bool("hide_credentials")
                                                .required()
                                                .byDefault(false),
                                        Field.string("anonymous"),
                                        Field.bool("key_in_header").required().byDefault(true),
                                        Field.bool("key_in_query").required().byDefault(true),
                                        Field.bool("key_in_body").required().byDefault(false),
                                        Field.bool("run_on_preflight")
                                                .required()
                                                .byDefault(true),
                                        Field.string("realm"))
                                .required()),
                List.of());
    }
}
