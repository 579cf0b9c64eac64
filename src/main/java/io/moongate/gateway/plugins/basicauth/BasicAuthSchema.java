package io.moongate.gateway.plugins.basicauth;

import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.entity.CommonFields;
import java.util.List;

/** The settings of basic-auth. */
public final class BasicAuthSchema {
    private BasicAuthSchema() {}

    public static PluginSchema schema() {
        return new PluginSchema(
                BasicAuth.NAME,
                List.of(
                        CommonFields.noConsumer(),
                        CommonFields.onlyHttpProtocols(),
                        Field.record(
                                        "config",
                                        Field.string("anonymous"),
                                        Field.bool("hide_credentials")
                                                .required()
                                                .byDefault(false),
                                        Field.string("realm").required().byDefault("service"))
                                .required()),
                List.of());
    }
}
