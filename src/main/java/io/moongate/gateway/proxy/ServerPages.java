package io.moongate.gateway.proxy;

import org.jspecify.annotations.Nullable;

/** What nginx says of a status by itself: the reason phrase, and the small HTML page. */
final class ServerPages {
    private ServerPages() {}

    /** The reason phrase in the status line; empty where nginx has none. */
    static String reason(int status) {
        return switch (status) {
            case 100 -> "Continue";
            case 101 -> "Switching Protocols";
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Moved Temporarily";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Time-out";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Request Entity Too Large";
            case 414 -> "Request-URI Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Requested Range Not Satisfiable";
            case 421 -> "Misdirected Request";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Temporarily Unavailable";
            case 504 -> "Gateway Time-out";
            case 505 -> "HTTP Version Not Supported";
            case 507 -> "Insufficient Storage";
            default -> "";
        };
    }

    /** The HTML page of a status, or null where nginx has none. */
    static @Nullable String html(int status) {
        String title = switch (status) {
            case 302 -> "Found";
            case 401 -> "Authorization Required";
            case 100, 101, 200, 201, 202, 204, 206, 304, 426 -> "";
            default -> reason(status);
        };
        if (title.isEmpty()) {
            return null;
        }
        String line = status + " " + title;
        return page(line, "<center><h1>" + line + "</h1></center>\r\n");
    }

    private static String page(String title, String body) {
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n" + body + "</body>\r\n</html>\r\n";
    }

    /** The whole answer to a request that came in the clear where TLS is spoken. */
    static String clearOnTls() {
        String words = "The plain HTTP request was sent to HTTPS port";
        String page =
                page("400 " + words, "<center><h1>400 Bad Request</h1></center>\r\n<center>" + words + "</center>\r\n");
        return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: " + page.length()
                + "\r\nConnection: close\r\n\r\n" + page;
    }

    /** Whether Kong puts its own error page in the place of nginx's. */
    static boolean kongPage(int status) {
        return switch (status) {
            case 400, 404, 405, 408, 411, 412, 413, 414, 417, 494, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** Whether nginx closes the connection after its page for a status. */
    static boolean closes(int status) {
        return switch (status) {
            case 400, 413, 414, 494, 495, 496, 497, 500, 501 -> true;
            default -> false;
        };
    }
}
