package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.HostName;
import io.moongate.gateway.schema.HostName.Parsed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets: the addresses behind an upstream. */
final class TargetSchema {
    private static final int DEFAULT_PORT = 8000;

    private TargetSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("targets")
                .onlyNested()
                .endpointKey("target")
                .cacheKey("upstream", "target")
                .fields(
                        CommonFields.id(),
                        CommonFields.millis("created_at"),
                        CommonFields.millis("updated_at"),
                        Field.foreign("upstream", "upstreams").required().cascade(),
                        Field.string("target")
                                .required()
                                .check(value -> HostName.parse((String) value) instanceof Parsed.Invalid
                                        ? "Invalid target ('" + value + "'); not a valid hostname or ip address"
                                        : null),
                        Field.integer("weight").byDefault(100L).between(0, 65535),
                        CommonFields.tags())
                .prepare(TargetSchema::withPort)
                .build();
    }

    /** The address in its one form: with a port, IPv6 in full. */
    private static Map<String, @Nullable Object> withPort(Map<String, @Nullable Object> given) {
        if (!(given.get("target") instanceof String target)
                || !(HostName.parse(target) instanceof Parsed.Valid(HostName host))) {
            return given;
        }
        Integer port = host.port();
        Map<String, @Nullable Object> result = new LinkedHashMap<>(given);
        result.put("target", host.host() + ":" + (port == null ? DEFAULT_PORT : port.intValue()));
        return result;
    }
}
