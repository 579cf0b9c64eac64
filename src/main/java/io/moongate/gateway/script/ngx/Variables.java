package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.pdk.Facts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of nginx's variables for a request. */
final class Variables {
    private static final Set<String> READ_ONLY = Set.of(
            "remote_addr",
            "remote_port",
            "realip_remote_addr",
            "realip_remote_port",
            "request_method",
            "request_uri",
            "uri",
            "document_uri",
            "query_string",
            "is_args",
            "scheme",
            "https",
            "host",
            "server_port",
            "server_name",
            "server_protocol",
            "server_addr",
            "content_type",
            "content_length",
            "request_length",
            "request",
            "status",
            "upstream_addr",
            "upstream_status",
            "upstream_response_time",
            "nginx_version",
            "request_completion",
            "binary_remote_addr",
            "body_bytes_sent",
            "bytes_sent",
            "msec",
            "pid",
            "hostname",
            "connection",
            "connection_requests",
            "request_time",
            "request_id",
            "time_iso8601",
            "time_local");

    /** Those that Kong reads by number, and of which it says less. */
    private static final Set<String> INDEXED = Set.of(
            "is_args",
            "bytes_sent",
            "content_type",
            "http_authorization",
            "http_connection",
            "http_host",
            "http_kong_debug",
            "http_proxy",
            "http_proxy_connection",
            "http_te",
            "http_upgrade",
            "http_x_forwarded_for",
            "http_x_forwarded_host",
            "http_x_forwarded_path",
            "http_x_forwarded_port",
            "http_x_forwarded_prefix",
            "http_x_forwarded_proto",
            "http_referer",
            "http_user_agent",
            "https",
            "http2",
            "realip_remote_addr",
            "realip_remote_port",
            "remote_addr",
            "remote_port",
            "remote_user",
            "request",
            "request_id",
            "kong_request_id",
            "request_length",
            "request_method",
            "request_time",
            "request_uri",
            "scheme",
            "server_addr",
            "server_port",
            "ssl_server_name",
            "status",
            "time_local",
            "body_bytes_sent",
            "upstream_status");

    private final LuaWorker worker;

    Variables(LuaWorker worker) {
        this.worker = worker;
    }

    /** Whether a name is that of a variable that cannot be set. */
    static boolean known(String name) {
        return READ_ONLY.contains(name);
    }

    /** Whether a name is that of one which Kong reads by number. */
    static boolean indexed(String name) {
        return INDEXED.contains(name);
    }

    /** The value of a variable, or null where it has none. */
    @Nullable
    String get(Exchange exchange, String name) {
        ClientRequest request = exchange.request;
        UpstreamRequest upstream = exchange.upstream;
        return switch (name) {
            case "remote_addr" -> request.forwardedAddress;
            case "remote_port" -> Integer.toString(request.forwardedPort);
            case "realip_remote_addr" -> request.peerAddress;
            case "realip_remote_port" -> Integer.toString(request.peerPort);
            case "binary_remote_addr" -> binary(request.forwardedAddress);
            case "request_method" -> request.method;
            case "request_uri" -> request.target;
            case "uri", "document_uri" -> uri(exchange);
            case "args", "query_string" -> request.query;
            case "is_args" -> request.query == null || request.query.isEmpty() ? "" : "?";
            case "scheme" -> request.scheme;
            case "https" -> request.scheme.equals("https") ? "on" : "";
            case "host" -> Facts.host(exchange);
            case "server_name" -> "kong";
            case "server_port" -> Integer.toString(request.serverPort);
            case "server_addr" -> request.serverAddress;
            case "server_protocol" -> VarArea.requestLine(request).replaceFirst("^.* ", "");
            case "ssl_server_name" -> request.serverName;
            case "content_type" -> request.headers.get("content-type");
            case "content_length" -> request.headers.get("content-length");
            case "request_length" -> Long.toString(Facts.requestLength(request));
            case "request" -> VarArea.requestLine(request);
            case "request_body" -> body(exchange);
            case "status" -> String.format(Locale.ROOT, "%03d", exchange.response.status);
            case "request_id", "kong_request_id" -> exchange.requestId;
            case "request_completion" -> "";
            case "body_bytes_sent" -> Long.toString(exchange.response.bytesSent);
            case "bytes_sent" -> Long.toString(exchange.response.totalBytesSent);
            case "connection" -> Long.toString(exchange.connection);
            case "connection_requests" -> Integer.toString(exchange.requestOfConnection);
            case "request_time" -> seconds(System.currentTimeMillis() - request.startedAt);
            case "msec" -> seconds(System.currentTimeMillis());
            case "time_iso8601" ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
            case "time_local" ->
                DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US)
                        .format(Instant.now().atZone(ZoneId.systemDefault()));
            case "pid" -> Long.toString(ProcessHandle.current().pid());
            case "hostname" -> hostname();
            case "nginx_version" -> "1.25.3";
            case "tcpinfo_rtt", "tcpinfo_rttvar", "tcpinfo_snd_cwnd", "tcpinfo_rcv_space" -> "0";
            case "kong_proxy_mode" -> "http";
            case "pipe" -> ".";
            case "limit_rate" -> "0";
            case "remote_user" -> user(request.headers.get("authorization"));
            case "proxy_add_x_forwarded_for" -> {
                String before = joined(request.headers, "x-forwarded-for");
                yield before == null ? request.forwardedAddress : before + ", " + request.forwardedAddress;
            }
            case "upstream_te", "upstream_via" -> "";
            case "upstream_connection" ->
                upstream.upgrade == null || upstream.upgrade.isEmpty() ? "keep-alive" : "keep-alive, Upgrade";
            case "upstream_uri" -> upstream.path;
            case "upstream_scheme" -> upstream.scheme;
            case "upstream_host" -> upstream.hostHeader == null ? "" : upstream.hostHeader;
            case "upstream_upgrade" -> upstream.upgrade == null ? "" : upstream.upgrade;
            case "upstream_x_forwarded_for" -> upstream.forwardedFor;
            case "upstream_x_forwarded_proto" -> upstream.forwardedProto;
            case "upstream_x_forwarded_host" -> upstream.forwardedHost;
            case "upstream_x_forwarded_port" -> upstream.forwardedPort;
            case "upstream_x_forwarded_path" -> upstream.forwardedPath;
            case "upstream_x_forwarded_prefix" -> upstream.forwardedPrefix;
            case "upstream_addr" -> upstream.address;
            case "upstream_status" ->
                exchange.upstreamResponse == null ? null : Integer.toString(exchange.upstreamResponse.status());
            case "upstream_response_time" ->
                exchange.timings.upstreamEnd == 0
                        ? null
                        : seconds((exchange.timings.upstreamEnd - exchange.timings.upstreamStart) / 1_000_000);
            default -> byPrefix(exchange, name);
        };
    }

    private static @Nullable String byPrefix(Exchange exchange, String name) {
        if (name.startsWith("http_")) {
            return joined(exchange.request.headers, name.substring(5));
        }
        if (name.startsWith("arg_")) {
            return argument(exchange.request.query, name.substring(4));
        }
        if (name.startsWith("cookie_")) {
            return cookie(exchange.request.headers, name.substring(7));
        }
        if (name.startsWith("sent_http_")) {
            return joined(exchange.response.headers, name.substring(10));
        }
        if (name.startsWith("upstream_http_") && exchange.upstreamResponse != null) {
            return joined(exchange.upstreamResponse.headers(), name.substring(14));
        }
        return null;
    }

    /** The name in credentials of the kind {@code Basic}. */
    private static @Nullable String user(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "basic ", 0, 6)) {
            return null;
        }
        String pair = Base64Text.decode(authorization.substring(6).strip());
        int colon = pair == null ? -1 : pair.indexOf(':');
        return pair == null || colon < 0 ? null : pair.substring(0, colon);
    }

    private static @Nullable String joined(HeaderList headers, String name) {
        List<String> values = HeaderText.all(headers, name);
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> String.join(name.equals("cookie") ? "; " : ", ", values);
        };
    }

    /** The first argument of that name in any case, as it stands in the query. */
    private static @Nullable String argument(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            if (equals == name.length() && piece.regionMatches(true, 0, name, 0, equals)) {
                return piece.substring(equals + 1);
            }
        }
        return null;
    }

    private static @Nullable String cookie(HeaderList headers, String name) {
        for (String line : headers.getAll("cookie")) {
            for (String piece : line.split(";", -1)) {
                String cookie = piece.strip();
                int equals = cookie.indexOf('=');
                if (equals == name.length() && cookie.regionMatches(true, 0, name, 0, equals)) {
                    return cookie.substring(equals + 1);
                }
            }
        }
        return null;
    }

    private static String uri(Exchange exchange) {
        String set = RequestState.of(exchange).uri;
        return set != null ? set : UriText.unescape(Facts.path(exchange), false);
    }

    private static @Nullable String body(Exchange exchange) {
        return exchange.request.body.bytes() == null
                        || exchange.request.body.bytes().length() == 0
                ? null
                : new String(exchange.request.body.bytes().getBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String binary(String address) {
        try {
            return new String(InetAddress.ofLiteral(address).getAddress(), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }
}
