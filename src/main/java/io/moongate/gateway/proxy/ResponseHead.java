package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.proxy.wire.HeadBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The head of the answer as nginx lays it out: what it knows itself first, then all other headers in their order. */
final class ResponseHead {
    private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\n");
    private static final byte[] KEEP_ALIVE = bytes("Connection: keep-alive\r\n");
    private static final byte[] CLOSE = bytes("Connection: close\r\n");
    private static final byte[] UPGRADE = bytes("Connection: upgrade\r\n");
    private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");

    /** How the body is framed. */
    enum Framing {
        /** No body, and no word on its length but what the headers say. */
        NONE,
        /** As long as Content-Length says. */
        LENGTH,
        /** In chunks. */
        CHUNKS,
        /** Until the connection is closed. */
        CLOSE
    }

    private ResponseHead() {}

    /**
     * Lays the head out.
     *
     * @param lengthFirst whether Content-Length stands with nginx's own headers and not among the others
     */
    static void write(
            HeadBuffer out,
            ClientResponse response,
            Framing framing,
            boolean lengthFirst,
            boolean keepAlive,
            byte[] dateLine) {
        int status = response.status;
        HeaderList headers = response.headers;
        out.reset();
        String reason = response.reason;
        if (status == 200 && (reason == null || reason.equals("OK"))) {
            out.bytes(OK);
        } else {
            out.text("HTTP/1.1 ").number(status).text(" ");
            out.value(reason == null ? ServerPages.reason(status) : reason).end();
        }
        int date = headers.find("Date", 0);
        if (date < 0) {
            out.bytes(dateLine);
        }
        int type = headers.find("Content-Type", 0);
        // As nginx does: an answer without content has no type, unless an upstream worded it.
        boolean typeShown = status != 204 || reason != null;
        if (type >= 0 && typeShown && !headers.value(type).isEmpty()) {
            out.line("Content-Type", withCharset(headers.value(type), status));
        }
        int length = headers.find("Content-Length", 0);
        // A length says nothing where the status has no body, and two framings are one too many.
        boolean lengthShown = length >= 0 && status != 204 && framing != Framing.CHUNKS && framing != Framing.CLOSE;
        if (lengthFirst && lengthShown) {
            out.line("Content-Length", headers.value(length));
        }
        if (framing == Framing.CHUNKS) {
            out.bytes(CHUNKED);
        }
        out.bytes(status == 101 ? UPGRADE : keepAlive ? KEEP_ALIVE : CLOSE);
        for (int i = 0; i < headers.size(); i++) {
            if (i == type || i == length) {
                if (i == length && lengthShown && !lengthFirst) {
                    out.line("Content-Length", headers.value(i));
                }
                continue;
            }
            String name = headers.name(i);
            if (!framingHeader(name)) {
                out.line(name, headers.value(i));
            }
        }
        out.end();
    }

    /** Whether a header of the upstream ends here. */
    static boolean endsAtHop(String name) {
        return switch (name.length()) {
            case 5 -> name.equalsIgnoreCase("X-Pad");
            case 7 -> name.equalsIgnoreCase("Trailer") || name.equalsIgnoreCase("Upgrade");
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 15 -> name.equalsIgnoreCase("X-Accel-Expires") || name.equalsIgnoreCase("X-Accel-Charset");
            case 16 -> name.equalsIgnoreCase("X-Accel-Redirect");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding") || name.equalsIgnoreCase("X-Accel-Buffering");
            case 18 -> name.equalsIgnoreCase("X-Accel-Limit-Rate") || name.equalsIgnoreCase("Proxy-Authenticate");
            default -> false;
        };
    }

    /** Lines that would frame the body a second time. */
    private static boolean framingHeader(String name) {
        return switch (name.length()) {
            case 12 -> name.equalsIgnoreCase("Content-Type");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }

    /** As Kong's nginx does, text without a charset is said to be UTF-8. */
    private static String withCharset(String type, int status) {
        if (status == 301 || status == 302) {
            return type;
        }
        boolean text = switch (type.length()) {
            case 8 -> type.equalsIgnoreCase("text/xml");
            case 9 -> type.equalsIgnoreCase("text/html");
            case 10 -> type.equalsIgnoreCase("text/plain");
            case 16 -> type.equalsIgnoreCase("text/vnd.wap.wml");
            case 19 -> type.equalsIgnoreCase("application/rss+xml");
            case 22 -> type.equalsIgnoreCase("application/javascript");
            default -> false;
        };
        return text ? type + "; charset=UTF-8" : type;
    }

    /** The number in a Content-Length, or -1 where there is none to rely on. */
    static long length(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > 18) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            length = length * 10 + c - '0';
        }
        return length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
