package io.moongate.gateway.schema.entity;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.path.NormalPath;
import io.moongate.gateway.regex.RegexDialect;
import io.moongate.gateway.schema.EntityCheck;
import io.moongate.gateway.schema.EntityCheck.Case;
import io.moongate.gateway.schema.EntityCheck.Conditional;
import io.moongate.gateway.schema.EntityCheck.ConditionalAtLeastOneOf;
import io.moongate.gateway.schema.EntityCheck.Violation;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.EntitySchema.Subschema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.Field.Matching;
import io.moongate.gateway.schema.HostName;
import io.moongate.gateway.schema.HostName.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Routes: which requests are taken. What may be set depends on the protocols. */
final class RouteSchema {
    private static final Pattern ONE_STAR = Pattern.compile("[^*]*\\*?[^*]*");
    private static final Pattern STAR_AT_END = Pattern.compile("\\*\\..*|.*\\.\\*|[^*]*", Pattern.DOTALL);
    private static final Pattern HOST_HEADER = Pattern.compile("[Hh][Oo][Ss][Tt]");

    private static final Subschema HTTP = http();
    private static final Subschema STREAM = stream();
    private static final Subschema GRPC = grpc();

    private RouteSchema() {}

    static EntitySchema schema() {
        return EntitySchema.of("routes")
                .endpointKey("name")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        CommonFields.name("name"),
                        Field.set("protocols", CommonFields.protocol(""))
                                .required()
                                .byDefault(List.of("http", "https"))
                                .lenMin(1)
                                .exclusiveSubsets(List.of(
                                        List.of("http", "https"),
                                        List.of("tcp", "tls", "udp"),
                                        List.of("tls_passthrough"),
                                        List.of("grpc", "grpcs")))
                                .describe("An array of the protocols this Route should allow."),
                        Field.integer("https_redirect_status_code")
                                .required()
                                .byDefault(426L)
                                .oneOf(426L, 301L, 302L, 307L, 308L)
                                .describe("The status code Kong responds with when all properties of a Route match"
                                        + " except the protocol"),
                        Field.bool("strip_path")
                                .required()
                                .byDefault(true)
                                .describe("When matching a Route via one of the paths, strip the matching prefix from"
                                        + " the upstream request URL."),
                        Field.bool("preserve_host")
                                .required()
                                .byDefault(false)
                                .describe(
                                        "When matching a Route via one of the hosts domain names, use the request Host"
                                                + " header in the upstream request headers."),
                        Field.bool("request_buffering")
                                .required()
                                .byDefault(true)
                                .describe("Whether to enable request body buffering or not."),
                        Field.bool("response_buffering")
                                .required()
                                .byDefault(true)
                                .describe("Whether to enable response body buffering or not."),
                        CommonFields.tags(),
                        Field.foreign("service", "services")
                                .describe("The Service this Route is associated to. This is where the Route proxies"
                                        + " traffic to."),
                        Field.set("snis", CommonFields.wildcardHost(""))
                                .describe("A list of SNIs that match this Route."),
                        addresses("sources", "A list of IP sources of incoming connections that match this Route."),
                        addresses(
                                "destinations",
                                "A list of IP destinations of incoming connections that match this Route."),
                        Field.set("methods", CommonFields.method(""))
                                .describe("A list of HTTP methods that match this Route."),
                        Field.array("hosts", host()).describe("A list of domain names that match this Route."),
                        Field.array("paths", path()).describe("A list of paths that match this Route."),
                        headers(),
                        Field.integer("regex_priority")
                                .byDefault(0L)
                                .describe("A number used to choose which route resolves a given request when several"
                                        + " routes match it using regexes simultaneously."),
                        Field.string("path_handling")
                                .byDefault("v0")
                                .oneOf("v0", "v1")
                                .describe(
                                        "Controls how the Service path, Route path and requested path are combined when"
                                                + " sending a request to the upstream."))
                .checks(
                        new Conditional(
                                "protocols",
                                every(Field.string("").notOneOf("grpcs", "https", "tls", "tls_passthrough")),
                                "snis",
                                Field.string("").lenEq(0),
                                "'snis' can only be set when 'protocols' is 'grpcs', 'https', 'tls' or 'tls_passthrough'"),
                        EntityCheck.custom(List.of("paths", "headers"), RouteSchema::expressionError))
                .subschemas("protocols", RouteSchema::subschema, "unknown type: %s")
                .build();
    }

    private static @Nullable Subschema subschema(String protocol) {
        return switch (protocol) {
            case "http", "https" -> HTTP;
            case "tcp", "tls", "udp", "tls_passthrough" -> STREAM;
            case "grpc", "grpcs" -> GRPC;
            default -> null;
        };
    }

    private static Subschema http() {
        String when = "when 'protocols' is 'http' or 'https'";
        return new Subschema(
                "http",
                List.of(
                        addresses("sources", "").mustBeNull().error("cannot set 'sources' " + when),
                        addresses("destinations", "").mustBeNull().error("cannot set 'destinations' " + when)),
                List.of(oneOfWhen(
                        has("https"),
                        List.of("methods", "hosts", "headers", "paths", "snis"),
                        "https",
                        has("http"),
                        List.of("methods", "hosts", "headers", "paths"),
                        "http")));
    }

    private static Subschema stream() {
        String when = "when 'protocols' is 'tcp', 'tls', 'tls_passthrough' or 'udp'";
        return new Subschema(
                "stream",
                List.of(
                        Field.set("methods", CommonFields.method(""))
                                .mustBeNull()
                                .error("cannot set 'methods' " + when),
                        Field.array("hosts", host()).mustBeNull().error("cannot set 'hosts' " + when),
                        Field.array("paths", path()).mustBeNull().error("cannot set 'paths' " + when),
                        headers().mustBeNull().error("cannot set 'headers' " + when)),
                List.of(
                        new ConditionalAtLeastOneOf(
                                "protocols",
                                List.of(new Case(
                                        every(Field.string("").oneOf("tcp", "tls", "udp")),
                                        List.of("sources", "destinations", "snis"),
                                        "must set one of %s when 'protocols' is 'tcp', 'tls' or 'udp'"))),
                        new ConditionalAtLeastOneOf(
                                "protocols",
                                List.of(new Case(
                                        every(Field.string("").oneOf("tls_passthrough")),
                                        List.of("snis"),
                                        "must set snis when 'protocols' is 'tls_passthrough'")))));
    }

    private static Subschema grpc() {
        String when = "when 'protocols' is 'grpc' or 'grpcs'";
        return new Subschema(
                "grpc",
                List.of(
                        Field.bool("strip_path")
                                .required()
                                .byDefault(false)
                                .not(true)
                                .error("cannot set 'strip_path' " + when),
                        Field.set("methods", CommonFields.method(""))
                                .mustBeNull()
                                .error("cannot set 'methods' " + when),
                        addresses("sources", "").mustBeNull().error("cannot set 'sources' " + when),
                        addresses("destinations", "").mustBeNull().error("cannot set 'destinations' " + when)),
                List.of(oneOfWhen(
                        has("grpcs"),
                        List.of("hosts", "headers", "paths", "snis"),
                        "grpcs",
                        has("grpc"),
                        List.of("hosts", "headers", "paths"),
                        "grpc")));
    }

    private static EntityCheck oneOfWhen(
            Field first, List<String> firstFields, String name, Field second, List<String> secondFields, String other) {
        return new ConditionalAtLeastOneOf(
                "protocols",
                List.of(
                        new Case(first, firstFields, "must set one of %s when 'protocols' is '" + name + "'"),
                        new Case(second, secondFields, "must set one of %s when 'protocols' is '" + other + "'")));
    }

    private static Field has(String protocol) {
        return Field.string("").contains(protocol);
    }

    private static Field every(Field element) {
        return Field.set("", element);
    }

    private static Field addresses(String name, String description) {
        Field all = Field.set(
                name,
                Field.record("", Field.string("ip").check(value -> ipError((String) value)), CommonFields.port("port"))
                        .checks(EntityCheck.atLeastOneOf("ip", "port")));
        return description.isEmpty() ? all : all.describe(description);
    }

    private static @Nullable Object ipError(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean valid = HostName.parse(address) instanceof Parsed.Valid(HostName host)
                && host.kind() != HostName.Kind.NAME
                && host.port() == null
                && (slash < 0 || prefixFits(text.substring(slash + 1), host.kind()));
        return valid ? null : "invalid ip or cidr range: '" + text + "'";
    }

    private static boolean prefixFits(String digits, HostName.Kind kind) {
        return digits.matches("\\d{1,3}") && Integer.parseInt(digits) <= (kind == HostName.Kind.IPV4 ? 32 : 128);
    }

    private static Field host() {
        return Field.string("")
                .matchAll(
                        new Matching(
                                "^[^*]*%*?[^*]*$",
                                host -> ONE_STAR.matcher(host).matches(),
                                "invalid wildcard: must have at most one wildcard"),
                        new Matching(
                                "^%*%.|%.%*$|^[^*]*$",
                                host -> STAR_AT_END.matcher(host).matches(),
                                "invalid wildcard: must be placed at leftmost or rightmost label"))
                .check(value ->
                        HostName.parse(((String) value).replace("*", "abc")) instanceof Parsed.Invalid(String error)
                                ? error
                                : null);
    }

    private static Field path() {
        return Field.string("")
                .matchAll(new Matching(
                        "^~?/",
                        path -> path.startsWith("/") || path.startsWith("~/"),
                        "should start with: / (fixed path) or ~/ (regex path)"))
                .matchNone("//", path -> path.contains("//"), "must not have empty segments")
                .check(value -> pathError((String) value));
    }

    private static @Nullable Object pathError(String path) {
        if (!path.startsWith("~")) {
            Object wrong = CommonFields.escapeError(path);
            if (wrong != null) {
                return wrong;
            }
            byte[] sent = path.getBytes(StandardCharsets.UTF_8);
            String normal = new String(
                    NormalPath.of(new String(sent, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8);
            return path.equals(normal) ? null : "non-normalized path, consider use '" + normal + "' instead";
        }
        return RegexDialect.pcreError(path.substring(1));
    }

    /** What compiles in the schema's dialect but not in the one that matches would leave the route out of the router. */
    private static @Nullable Violation expressionError(Map<String, @Nullable Object> route) {
        Document fields = new Document(route);
        for (String path : fields.strings("paths")) {
            if (path.startsWith("~")) {
                String error = RegexDialect.matchError(RegexDialect.ofPath(path));
                if (error != null) {
                    return new Violation(null, "Router Expression failed validation: " + error);
                }
            }
        }
        for (List<String> values : fields.stringLists("headers").values()) {
            for (String value : values) {
                String error = value.startsWith("~*") ? RegexDialect.matchError(RegexDialect.ofHeader(value)) : null;
                if (error != null) {
                    return new Violation(null, "Router Expression failed validation: " + error);
                }
            }
        }
        return null;
    }

    private static Field headers() {
        return Field.map(
                        "headers",
                        Field.string("")
                                .matchNone(
                                        "^[Hh][Oo][Ss][Tt]$",
                                        name -> HOST_HEADER.matcher(name).matches(),
                                        "cannot contain 'host' header, which must be specified in the 'hosts'"
                                                + " attribute")
                                .check(value -> CommonFields.headerNameError((String) value)),
                        Field.array("", Field.string("")))
                .describe("One or more lists of values indexed by header name that will cause this Route to match if"
                        + " present in the request.");
    }
}
