package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.proxy.wire.DecodedHeaders;
import io.moongate.gateway.proxy.wire.InvalidHeaderException;
import io.moongate.gateway.proxy.wire.RequestDecoder;
import io.moongate.gateway.router.RequestTarget;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refuses a request before anything else sees it.
 *
 * @param status nginx's status; 494 is told to the client as 400
 * @param message what the log says, at level info
 * @param action during which part of reading
 * @param headless whether not even the request line could be read
 */
record RequestRefusal(int status, String message, String action, boolean headless) {
    private static final String LINE = "reading client request line";
    private static final String HEADERS = "reading client request headers";
    /** What nginx takes no second line of. */
    private static final List<String> ONCE = List.of(
            "Authorization",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "If-Match",
            "If-None-Match",
            "If-Range",
            "Content-Range",
            "Expect");

    private static final String OLD_CHUNKS = "client sent HTTP/1.0 request with \"Transfer-Encoding\" header";

    /** The reason to refuse a request, or null. */
    static @Nullable RequestRefusal of(HttpRequest request, HeaderList headers) {
        if (request.decoderResult().isFailure()) {
            return malformed(request.decoderResult().cause(), request.uri().equals("/bad-request"));
        }
        String tooLong = ((DecodedHeaders) request.headers()).tooLong();
        if (tooLong != null) {
            return of(494, "client sent too long header line: \"" + tooLong + "\"", HEADERS);
        }
        String method = request.method().name();
        if (request.protocolVersion().majorVersion() != 1) {
            return of(505, "client sent invalid version", LINE);
        }
        boolean old = request.protocolVersion().minorVersion() == 0;
        String coding = headers.get("Transfer-Encoding");
        if (coding != null) {
            if (old) {
                return of(400, OLD_CHUNKS, HEADERS);
            }
            if (!coding.equalsIgnoreCase("chunked")
                    || headers.find("Transfer-Encoding", headers.find("Transfer-Encoding", 0) + 1) >= 0) {
                return of(501, "client sent unknown \"Transfer-Encoding\": \"" + coding + "\"", HEADERS);
            }
        }
        int status = RequestTarget.refusal(method, request.uri(), headers.getAll("Host"), !old);
        if (status == 0) {
            return twice(headers);
        }
        if (status == 405) {
            return of(405, "client sent " + method + " method", HEADERS);
        }
        if (!method.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_' || c == '-')) {
            return of(400, "client sent invalid method", LINE);
        }
        String host = headers.get("Host");
        if (RequestTarget.refusal(method, request.uri(), List.of("host"), false) == 0) {
            return of(
                    400,
                    host == null
                            ? "client sent HTTP/1.1 request without \"Host\" header"
                            : headers.getAll("Host").size() > 1
                                    ? "client sent duplicate host header"
                                    : "client sent invalid host header",
                    HEADERS);
        }
        return of(400, "client sent invalid request", LINE);
    }

    /** A header that may come once came again. */
    private static @Nullable RequestRefusal twice(HeaderList headers) {
        for (String name : ONCE) {
            int first = headers.find(name, 0);
            int second = first < 0 ? -1 : headers.find(name, first + 1);
            if (second >= 0) {
                return of(
                        400,
                        "client sent duplicate header line: \"" + headers.name(second) + ": " + headers.value(second)
                                + "\", previous value: \"" + headers.name(first) + ": " + headers.value(first) + "\"",
                        HEADERS);
            }
        }
        return null;
    }

    private static RequestRefusal malformed(Throwable cause, boolean headless) {
        if (cause instanceof TooLongHttpLineException) {
            return new RequestRefusal(414, "client sent too long URI", LINE, true);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return of(494, "client sent too large request", HEADERS);
        }
        if (cause instanceof InvalidHeaderException) {
            return of(400, "client sent invalid header line: \"" + cause.getMessage() + "\"", HEADERS);
        }
        String text = String.valueOf(cause.getMessage());
        if (text.equals(RequestDecoder.BOTH_LENGTHS)) {
            return of(400, text, HEADERS);
        }
        if (text.contains("Transfer-Encoding")) {
            return of(400, OLD_CHUNKS, HEADERS);
        }
        if (text.contains("Content-Length") || cause instanceof NumberFormatException) {
            return of(400, "client sent invalid \"Content-Length\" header", HEADERS);
        }
        return new RequestRefusal(400, "client sent invalid request", LINE, headless);
    }

    private static RequestRefusal of(int status, String message, String action) {
        return new RequestRefusal(status, message, action, false);
    }
}
