package io.moongate.gateway.schema.entity;

import static io.moongate.gateway.schema.EntityCheck.conditional;

import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.HostName;
import io.moongate.gateway.schema.HostName.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Upstreams: how requests are spread over targets. */
final class UpstreamSchema {
    private static final String NONE = "none";
    private static final List<String> HASHES =
            List.of(NONE, "consumer", "ip", "header", "cookie", "path", "query_arg", "uri_capture");
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final double TWO_TO_31 = 0x1p31;

    private UpstreamSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("upstreams")
                .endpointKey("name")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        Field.string("name").required().unique().check(value -> nameError((String) value)),
                        Field.string("algorithm")
                                .byDefault("round-robin")
                                .oneOf("consistent-hashing", "least-connections", "round-robin", "latency"),
                        Field.string("hash_on").byDefault(NONE).oneOf(HASHES.toArray()),
                        Field.string("hash_fallback").byDefault(NONE).oneOf(HASHES.toArray()),
                        CommonFields.headerName("hash_on_header"),
                        CommonFields.headerName("hash_fallback_header"),
                        Field.string("hash_on_cookie").check(value -> cookieError((String) value)),
                        CommonFields.path("hash_on_cookie_path").byDefault("/"),
                        Field.string("hash_on_query_arg"),
                        Field.string("hash_fallback_query_arg"),
                        Field.string("hash_on_uri_capture"),
                        Field.string("hash_fallback_uri_capture"),
                        Field.integer("slots").byDefault(10_000L).between(10, 65536),
                        healthchecks(),
                        CommonFields.tags(),
                        Field.string("host_header")
                                .check(value -> HostName.parse((String) value) instanceof Parsed.Invalid(String error)
                                        ? error
                                        : null),
                        Field.foreign("client_certificate", "certificates"),
                        Field.bool("use_srv_name").byDefault(false))
                .checks(checks())
                .prepare(UpstreamSchema::hashing)
                .build();
    }

    private static @Nullable Object nameError(String name) {
        String start = "Invalid name ('" + name + "'); ";
        return switch (HostName.parse(name)) {
            case Parsed.Invalid(String error) -> start + "must be a valid hostname";
            case Parsed.Valid(HostName host) -> {
                if (host.kind() != HostName.Kind.NAME) {
                    yield start + "no ip addresses allowed";
                }
                yield host.port() == null ? null : start + "no port allowed";
            }
        };
    }

    private static @Nullable Object cookieError(String name) {
        return COOKIE_NAME.matcher(name).matches()
                ? null
                : "bad cookie name '" + name + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'";
    }

    /** Something to hash on implies the algorithm that hashes; an algorithm that does not makes it pointless. */
    private static Map<String, @Nullable Object> hashing(Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(given);
        Object algorithm = given.get("algorithm");
        Object hashOn = given.get("hash_on");
        if ("least-connections".equals(algorithm) || "latency".equals(algorithm)) {
            result.put("hash_on", NONE);
        } else if (given.containsKey("hash_on") && hashOn == null) {
            result.put("hash_on", NONE);
        } else if (hashOn != null && !NONE.equals(hashOn)) {
            result.put("algorithm", "consistent-hashing");
        }
        return result;
    }

    private static EntityCheck[] checks() {
        List<EntityCheck> checks = new ArrayList<>();
        Field required = Field.string("").required();
        for (String by : List.of("header", "cookie", "query_arg", "uri_capture")) {
            checks.add(conditional("hash_on", is(by), "hash_on_" + by, required));
            checks.add(conditional(
                    "hash_fallback", is(by), by.equals("cookie") ? "hash_on_cookie" : "hash_fallback_" + by, required));
        }
        Field noneOnly = Field.string("").oneOf(NONE);
        checks.add(conditional("hash_on", is(NONE), "hash_fallback", noneOnly));
        checks.add(conditional("hash_on", is("cookie"), "hash_fallback", noneOnly));
        for (String same : List.of("consumer", "ip", "path")) {
            Object[] others = HASHES.stream().filter(hash -> !hash.equals(same)).toArray();
            checks.add(conditional(
                    "hash_on", is(same), "hash_fallback", Field.string("").oneOf(others)));
        }
        checks.add(EntityCheck.distinct("hash_on_header", "hash_fallback_header"));
        checks.add(EntityCheck.distinct("hash_on_query_arg", "hash_fallback_query_arg"));
        checks.add(EntityCheck.distinct("hash_on_uri_capture", "hash_fallback_uri_capture"));
        return checks.toArray(EntityCheck[]::new);
    }

    private static Field is(String value) {
        return Field.string("").equalTo(value);
    }

    private static Field healthchecks() {
        Field active = Field.record(
                        "active",
                        type(),
                        seconds("timeout").byDefault(1L),
                        Field.integer("concurrency").between(1, TWO_TO_31).byDefault(10L),
                        CommonFields.path("http_path").byDefault("/"),
                        CommonFields.sni("https_sni"),
                        Field.bool("https_verify_certificate").required().byDefault(true),
                        Field.map("headers", CommonFields.headerName(""), Field.array("", Field.string(""))),
                        Field.record(
                                        "healthy",
                                        seconds("interval").byDefault(0L),
                                        statuses(200, 302),
                                        count("successes"))
                                .required(),
                        Field.record(
                                        "unhealthy",
                                        seconds("interval").byDefault(0L),
                                        statuses(429, 404, 500, 501, 502, 503, 504, 505),
                                        count("tcp_failures"),
                                        count("timeouts"),
                                        count("http_failures"))
                                .required())
                .required();
        Field passive = Field.record(
                        "passive",
                        type(),
                        Field.record(
                                        "healthy",
                                        statuses(
                                                200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303,
                                                304, 305, 306, 307, 308),
                                        count("successes"))
                                .required(),
                        Field.record(
                                        "unhealthy",
                                        statuses(429, 500, 503),
                                        count("tcp_failures"),
                                        count("timeouts"),
                                        count("http_failures"))
                                .required())
                .required();
        return Field.record(
                        "healthchecks",
                        active,
                        passive,
                        Field.number("threshold").between(0, 100).byDefault(0L))
                .required();
    }

    private static Field type() {
        return Field.string("type")
                .oneOf("tcp", "http", "https", "grpc", "grpcs")
                .byDefault("http");
    }

    private static Field seconds(String name) {
        return Field.number(name).between(0, 65535);
    }

    private static Field count(String name) {
        return Field.integer(name).between(0, 255).byDefault(0L);
    }

    private static Field statuses(int... defaults) {
        List<Object> values = new ArrayList<>();
        for (int status : defaults) {
            values.add((long) status);
        }
        return Field.array("http_statuses", Field.integer("").between(100, 999)).byDefault(List.copyOf(values));
    }
}
