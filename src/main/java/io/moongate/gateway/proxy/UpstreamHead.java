package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.proxy.wire.HeadBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of the request that goes upstream: the gateway's own headers first, in Kong's order, then the client's
 * without those that end at a hop.
 */
final class UpstreamHead {
    private static final String VIA = "1.1 kong/3.9.3";
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRAILERS = "TE: trailers\r\n".getBytes(StandardCharsets.US_ASCII);

    /** A request without a body; with one of unknown length, {@link #IN_CHUNKS}; else the length. */
    static final long NO_BODY = -1;

    static final long IN_CHUNKS = -2;

    private UpstreamHead() {}

    /** Lays the head out. */
    static void write(HeadBuffer out, Exchange exchange, long length) {
        ClientRequest request = exchange.request;
        UpstreamRequest upstream = exchange.upstream;
        HeaderList headers = request.headers;
        out.reset().text(request.method).text(" ").target(upstream.path);
        String query = request.query;
        if (query != null) {
            out.text("?").target(query);
        }
        out.bytes(VERSION);
        int te = headers.find("TE", 0);
        if (te >= 0 && headers.value(te).toLowerCase(Locale.ROOT).contains("trailers")) {
            out.bytes(TRAILERS);
        }
        int via = headers.find("Via", 0);
        out.line("Via", via < 0 ? VIA : headers.value(via) + ", " + VIA);
        out.line("Host", host(upstream));
        if (upstream.upgrade != null) {
            out.line("Upgrade", upstream.upgrade).line("Connection", "keep-alive, Upgrade");
        } else {
            out.bytes(KEEP_ALIVE);
        }
        optional(out, "X-Forwarded-For", upstream.forwardedFor);
        optional(out, "X-Forwarded-Proto", upstream.forwardedProto);
        optional(out, "X-Forwarded-Host", upstream.forwardedHost);
        optional(out, "X-Forwarded-Port", upstream.forwardedPort);
        optional(out, "X-Forwarded-Path", upstream.forwardedPath);
        optional(out, "X-Forwarded-Prefix", upstream.forwardedPrefix);
        out.line("X-Real-IP", request.forwardedAddress);
        out.line("X-Kong-Request-Id", exchange.requestId);
        if (length >= 0) {
            out.line("Content-Length", length);
        } else if (length == IN_CHUNKS) {
            out.bytes(CHUNKED);
        }
        List<String> listed = listed(headers);
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (!own(name) && (listed == null || !listed.contains(name.toLowerCase(Locale.ROOT)))) {
                out.line(name, headers.value(i));
            }
        }
        out.end();
    }

    /** The Host header for the upstream. */
    static String host(UpstreamRequest upstream) {
        if (upstream.hostHeader != null) {
            return upstream.hostHeader;
        }
        String host = upstream.host.indexOf(':') < 0 ? upstream.host : '[' + upstream.host + ']';
        int usual = upstream.scheme.equals("https") ? 443 : 80;
        return upstream.port == usual ? host : host + ':' + upstream.port;
    }

    /** Whether a header is the gateway's own affair, or ends at this hop. */
    private static boolean own(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase("TE");
            case 3 -> name.equalsIgnoreCase("Via");
            case 4 -> name.equalsIgnoreCase("Host");
            case 5 -> name.equalsIgnoreCase("Proxy");
            case 6 -> name.equalsIgnoreCase("Expect");
            case 7 -> name.equalsIgnoreCase("Upgrade");
            case 9 -> name.equalsIgnoreCase("X-Real-IP");
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 15 -> name.equalsIgnoreCase("X-Forwarded-For");
            case 16 ->
                name.equalsIgnoreCase("X-Forwarded-Host")
                        || name.equalsIgnoreCase("X-Forwarded-Port")
                        || name.equalsIgnoreCase("X-Forwarded-Path")
                        || name.equalsIgnoreCase("Proxy-Connection");
            case 17 ->
                name.equalsIgnoreCase("X-Forwarded-Proto")
                        || name.equalsIgnoreCase("X-Kong-Request-Id")
                        || name.equalsIgnoreCase("Transfer-Encoding");
            case 18 -> name.equalsIgnoreCase("X-Forwarded-Prefix");
            default -> false;
        };
    }

    /** The headers that Connection names, in lower case; null where it names none. */
    private static @Nullable List<String> listed(HeaderList headers) {
        List<String> names = null;
        for (int i = headers.find("Connection", 0); i >= 0; i = headers.find("Connection", i + 1)) {
            String value = headers.value(i);
            if (value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
                continue;
            }
            for (String token : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                String name = token.strip();
                if (!name.isEmpty() && !name.equals("close") && !name.equals("keep-alive")) {
                    names = names == null ? new ArrayList<>() : names;
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void optional(HeadBuffer out, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.line(name, value);
        }
    }
}
