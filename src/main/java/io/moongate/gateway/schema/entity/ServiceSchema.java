package io.moongate.gateway.schema.entity;

import static io.moongate.gateway.schema.EntityCheck.conditional;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Services: where requests are sent. */
final class ServiceSchema {
    /** Scheme, authority and path of a URL, each of which may be missing; nothing else of it is used. */
    private static final Pattern URL =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/]*))?([^?;]*).*", Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile("(?:[^@]*@)?(.*?)(?::(\\d*))?", Pattern.DOTALL);

    private ServiceSchema() {}

    static EntitySchema schema() {
        Field notTls = Field.string("").notOneOf("https", "tls");
        Field none = Field.string("").mustBeNull();
        return EntitySchema.of("services")
                .endpointKey("name")
                .fields(
                        CommonFields.id(),
                        CommonFields.createdAt(),
                        CommonFields.updatedAt(),
                        CommonFields.name("name"),
                        Field.integer("retries")
                                .byDefault(5L)
                                .between(0, 32767)
                                .describe("The number of retries to execute upon failure to proxy."),
                        CommonFields.protocol("protocol").required().byDefault("http"),
                        CommonFields.host("host").required(),
                        CommonFields.port("port").required().byDefault(80L),
                        CommonFields.path("path"),
                        CommonFields.timeout("connect_timeout"),
                        CommonFields.timeout("write_timeout"),
                        CommonFields.timeout("read_timeout"),
                        CommonFields.tags(),
                        Field.foreign("client_certificate", "certificates")
                                .describe("Certificate to be used as client certificate while TLS handshaking to the"
                                        + " upstream server."),
                        Field.bool("tls_verify")
                                .describe("Whether to enable verification of upstream server TLS certificate. If not"
                                        + " set, the global level config `proxy_ssl_verify` will be used."),
                        Field.integer("tls_verify_depth")
                                .byDefault(null)
                                .between(0, 64)
                                .describe("Maximum depth of chain while verifying Upstream server's TLS certificate."),
                        Field.array("ca_certificates", Field.string("").uuid())
                                .describe("Array of CA Certificate object UUIDs that are used to build the trust store"
                                        + " while verifying upstream server's TLS certificate."),
                        Field.bool("enabled").required().byDefault(true).describe("Whether the Service is active. "))
                .checks(
                        conditional(
                                "protocol", Field.string("").oneOf("tcp", "tls", "udp", "grpc", "grpcs"), "path", none),
                        conditional("protocol", notTls, "client_certificate", none),
                        conditional("protocol", notTls, "tls_verify", none),
                        conditional("protocol", notTls, "tls_verify_depth", none),
                        conditional("protocol", notTls, "ca_certificates", none))
                .shorthand(Field.string("url"), url -> parts((String) url))
                .build();
    }

    /** The fields that a URL stands for: what it leaves out is null, except a port that its scheme does not imply. */
    private static Map<String, @Nullable Object> parts(String url) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        Matcher whole = URL.matcher(url);
        if (!whole.matches()) {
            return result;
        }
        String host = null;
        Long port = null;
        String authority = whole.group(2);
        if (authority != null) {
            Matcher inner = AUTHORITY.matcher(authority);
            if (inner.matches()) {
                host = inner.group(1).isEmpty() ? null : inner.group(1);
                String digits = inner.group(2);
                port = digits == null || digits.isEmpty() || digits.length() > 9 ? null : Long.valueOf(digits);
            }
        }
        String scheme = whole.group(1);
        String protocol = scheme != null ? scheme : port != null && port == 443 ? "https" : "http";
        if (port == null) {
            port = protocol.equals("http") ? Long.valueOf(80) : protocol.equals("https") ? Long.valueOf(443) : null;
        }
        result.put("protocol", protocol);
        result.put("host", host);
        if (port != null) {
            result.put("port", port);
        }
        result.put("path", whole.group(3).isEmpty() ? null : whole.group(3));
        return result;
    }
}
