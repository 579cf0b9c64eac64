package io.moongate.gateway.plugins.correlationid;

import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.entity.CommonFields;
import java.util.List;

/** The settings of correlation-id. */
public final class CorrelationIdSchema {
    private CorrelationIdSchema() {}

    public static PluginSchema schema() {
        return new PluginSchema(
                CorrelationId.NAME,
                List.of(
                        CommonFields.onlyHttpProtocols(),
                        Field.record(
                                        "config",
                                        Field.string("header_name")
                                                .byDefault("Kong-Request-ID")
                                                .describe("The HTTP header name to use for the correlation ID."),
                                        Field.string("generator")
                                                .required()
                                                .byDefault("uuid#counter")
                                                .oneOf("uuid", "uuid#counter", "tracker")
                                                .describe("The generator to use for the correlation ID. Accepted values"
                                                        + " are `uuid`, `uuid#counter`, and `tracker`. See"
                                                        + " [Generators](#generators)."),
                                        Field.bool("echo_downstream")
                                                .required()
                                                .byDefault(false)
                                                .describe("Whether to echo the header back to downstream (the"
                                                        + " client)."))
                                .required()),
                List.of());
    }
}
