package io.moongate.gateway.schema.entity;

import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.HostName;
import io.moongate.gateway.schema.HostName.Parsed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields and rules that several entities share. */
public final class CommonFields {
    /** Every protocol of a service or route. */
    static final List<String> PROTOCOLS =
            List.of("grpc", "grpcs", "http", "https", "tcp", "tls", "tls_passthrough", "udp");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.\\-_~\\x{80}-\\x{10FFFF}]+");
    private static final Pattern TAG = Pattern.compile("[ !-+\\-.0-~\\x{80}-\\x{10FFFF}]+");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9.\\-_~/%:@!$&'()*+,;=]*");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%.{0,2}", Pattern.DOTALL);
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private CommonFields() {}

    /** The primary key of every entity. */
    static Field id() {
        return uuid("id").auto();
    }

    static Field uuid(String name) {
        return Field.string(name).uuid().describe("A string representing a UUID (universally unique identifier).");
    }

    static Field createdAt() {
        return seconds("created_at");
    }

    static Field updatedAt() {
        return seconds("updated_at");
    }

    private static Field seconds(String name) {
        return Field.integer(name)
                .timestamp()
                .auto()
                .describe("An integer representing an automatic Unix timestamp in seconds.");
    }

    /** A time with thousandths, where order within a second counts. */
    static Field millis(String name) {
        return Field.number(name)
                .timestamp()
                .auto()
                .describe("A number representing an automatic Unix timestamp in milliseconds.");
    }

    /** A name in a path: unique, of letters, digits and what needs no escape. */
    static Field name(String name) {
        return Field.string(name)
                .unique()
                .check(value -> nameError((String) value))
                .describe("A unique string representing a UTF-8 encoded name.");
    }

    private static @Nullable Object nameError(String name) {
        return NAME.matcher(name).matches()
                ? null
                : "invalid value '" + name
                        + "': the only accepted ascii characters are alphanumerics or ., -, _, and ~";
    }

    static Field tags() {
        return Field.set(
                        "tags",
                        Field.string("")
                                .required()
                                .check(value -> tagError((String) value))
                                .describe("A string representing a tag."))
                .describe("A set of strings representing tags.");
    }

    private static @Nullable Object tagError(String tag) {
        return TAG.matcher(tag).matches()
                ? null
                : "invalid tag '" + tag + "': expected printable ascii (except `,` and `/`) or valid utf-8 sequences";
    }

    static Field protocol(String name) {
        return Field.string(name)
                .oneOf(PROTOCOLS.toArray())
                .describe("A string representing a protocol, such as HTTP or HTTPS.");
    }

    /** The protocols of a plugin. */
    public static Field httpProtocols() {
        return Field.set("protocols", protocol(""))
                .required()
                .byDefault(List.of("grpc", "grpcs", "http", "https"))
                .describe("A set of strings representing protocols.");
    }

    /** The protocols of a plugin that knows HTTP alone. */
    public static Field onlyHttpProtocols() {
        List<String> http = List.of("grpc", "grpcs", "http", "https");
        return Field.set("protocols", Field.string("").oneOf(http.toArray()))
                .required()
                .byDefault(http)
                .describe("A set of strings representing HTTP protocols.");
    }

    /** The consumer of a plugin that knows none. */
    public static Field noConsumer() {
        return Field.foreign("consumer", "consumers")
                .mustBeNull()
                .describe("Custom type for representing a foreign key with a null value allowed.");
    }

    static Field port(String name) {
        return Field.integer(name)
                .between(0, 65535)
                .describe("An integer representing a port number between 0 and 65535, inclusive.");
    }

    static Field timeout(String name) {
        return Field.integer(name).between(1, 2147483646).byDefault(60_000L);
    }

    /** A host without a port. */
    static Field host(String name) {
        return Field.string(name)
                .check(value -> hostError((String) value, "invalid value: " + value, false))
                .describe("A string representing a host name, such as example.com.");
    }

    /** A server name: a host by name, without a port. */
    static Field sni(String name) {
        return Field.string(name).check(value -> hostError((String) value, "invalid value: " + value, true));
    }

    /** A server name, perhaps with one wildcard at an end. */
    static Field wildcardHost(String name) {
        return Field.string(name)
                .check(value -> wildcardError((String) value))
                .describe("A string representing a wildcard host name, such as *.example.com.");
    }

    private static @Nullable Object wildcardError(String host) {
        int star = host.indexOf('*');
        if (star < 0) {
            return hostError(host, "invalid value: " + host, true);
        }
        if (star != 0 && star != host.length() - 1) {
            return "wildcard must be leftmost or rightmost character";
        }
        if (host.indexOf('*', star + 1) >= 0) {
            return "only one wildcard must be specified";
        }
        String whole = host.replace("*", "wildcard");
        return hostError(whole, "invalid value: " + whole, true);
    }

    private static @Nullable Object hostError(String host, String invalid, boolean nameOnly) {
        return switch (HostName.parse(host)) {
            case Parsed.Invalid(String error) -> error.equals(HostName.BAD_PORT) ? "must not have a port" : invalid;
            case Parsed.Valid(HostName parsed) -> {
                if (nameOnly && parsed.kind() != HostName.Kind.NAME) {
                    yield "must not be an IP";
                }
                yield parsed.port() == null ? null : "must not have a port";
            }
        };
    }

    /** An absolute path without empty segments. */
    static Field path(String name) {
        return Field.string(name)
                .startsWith("/")
                .matchNone("//", path -> path.contains("//"), "must not have empty segments")
                .check(value -> pathError((String) value))
                .describe("A string representing a URL path, such as /path/to/resource. Must start with a forward slash"
                        + " (/) and must not contain empty segments (i.e., two consecutive forward slashes).");
    }

    private static @Nullable Object pathError(String path) {
        return PATH.matcher(path).matches()
                ? escapeError(path)
                : "invalid path: '" + path + "' (characters outside of the reserved list of RFC 3986 found)";
    }

    /** What is wrong with a path's percent signs, or null. */
    static @Nullable Object escapeError(String path) {
        Matcher bad = BAD_ESCAPE.matcher(ESCAPE.matcher(path).replaceAll("___"));
        return bad.find() ? "invalid url-encoded value: '" + bad.group() + "'" : null;
    }

    public static Field headerName(String name) {
        return Field.string(name)
                .check(value -> headerNameError((String) value))
                .describe("A string representing an HTTP header name.");
    }

    /** What is wrong with a header's name, or null. */
    static @Nullable Object headerNameError(String name) {
        return HEADER_NAME.matcher(name).matches()
                ? null
                : "bad header name '" + name + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'";
    }

    static Field method(String name) {
        return Field.string(name)
                .match("^%u+$", value -> METHOD.matcher(value).matches())
                .describe("A string representing an HTTP method, such as GET, POST, PUT, or DELETE. The string must"
                        + " contain only uppercase letters.");
    }
}
