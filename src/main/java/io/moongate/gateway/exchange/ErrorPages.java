package io.moongate.gateway.exchange;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kong's answers for errors: a message and the request id, as JSON, HTML, XML or plain text, whatever the client
 * prefers. Text is bytes as characters.
 *
 * <p>Kong has them in two ways. Where the gateway itself answers ({@code kong.response.error}, no route) a client
 * without an Accept header gets JSON; where nginx gave up (upstream errors, {@code ngx.exit(500)}, bad requests) it gets
 * {@link #PLAIN}.
 */
public final class ErrorPages {
    public static final String JSON = "application/json; charset=utf-8";
    public static final String PLAIN = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String XML = "application/xml; charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "application/json", JSON,
            "application/*", JSON,
            "*/*", JSON,
            "text/html", HTML,
            "text/*", HTML,
            "text/plain", PLAIN,
            "application/xml", XML);

    /** A page ready to be sent. */
    public record Page(String contentType, String body) {}

    private ErrorPages() {}

    /** The page of an answer that the gateway itself gives. */
    public static Page byGateway(Exchange exchange, String message) {
        return page(message, exchange.requestId, exchange.request.headers.get("accept"), JSON);
    }

    /** The page of a status that the server decided; a client that does not say what it takes gets what it sent. */
    public static Page byServer(Exchange exchange, int status) {
        String accept = exchange.request.headers.get("accept");
        String wanted = accept == null ? exchange.request.headers.get("content-type") : accept;
        return page(message(status), exchange.requestId, wanted, PLAIN);
    }

    /**
     * Lays a page out.
     *
     * @param accept what the client takes, or null where it does not say
     * @param silent the content type for a client that does not say
     */
    public static Page page(String message, String requestId, @Nullable String accept, String silent) {
        String type = accept == null ? silent : preferred(accept);
        String body = switch (type) {
            case HTML ->
                "<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\">\n    <title>Error</title>\n"
                        + "  </head>\n  <body>\n    <h1>Error</h1>\n    <p>" + markup(message)
                        + ".</p>\n    <p>request_id: " + requestId + "</p>\n  </body>\n</html>\n";
            case XML ->
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error>\n  <message>" + markup(message)
                        + "</message>\n  <requestid>" + requestId + "</requestid>\n</error>\n";
            case PLAIN -> message + "\nrequest_id: " + requestId + "\n";
            default -> // JSON
                "{\n  \"message\":\"" + json(message) + "\",\n  \"request_id\":\"" + requestId + "\"\n}";
        };
        return new Page(type, body);
    }

    /** The usual message of a status. */
    public static String message(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment required";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 407 -> "Proxy authentication required";
            case 408 -> "Request timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length required";
            case 412 -> "Precondition failed";
            case 413 -> "Payload too large";
            case 414 -> "URI too long";
            case 415 -> "Unsupported media type";
            case 416 -> "Range not satisfiable";
            case 417 -> "Expectation failed";
            case 418 -> "I'm a teapot";
            case 421 -> "Misdirected request";
            case 422 -> "Unprocessable entity";
            case 423 -> "Locked";
            case 424 -> "Failed dependency";
            case 425 -> "Too early";
            case 426 -> "Upgrade required";
            case 428 -> "Precondition required";
            case 429 -> "Too many requests";
            case 431 -> "Request header fields too large";
            case 451 -> "Unavailable for legal reasons";
            case 494 -> "Request header or cookie too large";
            case 500 -> "An unexpected error occurred";
            case 501 -> "Not implemented";
            case 502 -> "An invalid response was received from the upstream server";
            case 503 -> "The upstream server is currently unavailable";
            case 504 -> "The upstream server is timing out";
            case 505 -> "HTTP version not supported";
            case 506 -> "Variant also negotiates";
            case 507 -> "Insufficient storage";
            case 508 -> "Loop detected";
            case 510 -> "Not extended";
            case 511 -> "Network authentication required";
            default -> "The upstream server responded with " + status;
        };
    }

    /** The content type that an Accept header prefers among ours; JSON where it names none of them. */
    static String preferred(String accept) {
        String best = JSON;
        double bestQuality = 0;
        for (String choice : accept.split(",", -1)) {
            String[] parts = choice.split(";", -1);
            String type = TYPES.get(parts[0].strip().toLowerCase(Locale.ROOT));
            double quality = quality(parts);
            if (type != null && quality > bestQuality) {
                best = type;
                bestQuality = quality;
            }
        }
        return best;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2).strip());
                } catch (NumberFormatException noNumber) {
                    return 1;
                }
            }
        }
        return 1;
    }

    private static String markup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
