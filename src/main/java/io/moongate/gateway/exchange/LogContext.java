package io.moongate.gateway.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What the error log says of a request behind the message itself, as nginx words it: what was being done, then client,
 * server, request line, upstream, host, referrer and request id.
 */
public final class LogContext {
    private static final String SERVER = "kong";

    private LogContext() {}

    /**
     * The end of a log line that belongs to a request, from {@code  while …} or {@code , client: …} on; empty where
     * the line belongs to none. Text, not cheap: asked for only where the line is written.
     */
    public static String of(@Nullable Exchange exchange) {
        if (exchange == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(200);
        if (exchange.action != null) {
            out.append(" while ").append(exchange.action);
        }
        ClientRequest request = exchange.request;
        out.append(", client: ").append(request.forwardedAddress).append(", server: ");
        if (exchange.phase == Phase.CERTIFICATE) {
            // There is no request yet.
            return out.append(request.serverAddress)
                    .append(':')
                    .append(request.serverPort)
                    .toString();
        }
        out.append(SERVER);
        if (!request.originalMethod.isEmpty()) {
            out.append(", request: \"")
                    .append(request.originalMethod)
                    .append(' ')
                    .append(request.target);
            out.append(protocol(request.httpVersion)).append('"');
        }
        UpstreamRequest upstream = exchange.upstream;
        if (upstream.address != null) {
            out.append(", upstream: \"").append(upstream.scheme).append("://");
            out.append(upstream.address).append(upstream.path);
            if (request.query != null) {
                out.append('?').append(request.query);
            }
            out.append('"');
        }
        header(out, "host", request.headers.get("host"));
        header(out, "referrer", request.headers.get("referer"));
        return out.append(", request_id: \"")
                .append(exchange.requestId)
                .append('"')
                .toString();
    }

    private static String protocol(int version) {
        return version == 20 ? " HTTP/2.0" : version == 10 ? " HTTP/1.0" : " HTTP/1.1";
    }

    private static void header(StringBuilder out, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.append(", ").append(name).append(": \"").append(value).append('"');
        }
    }
}
