package io.moongate.gateway.replay;

import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.wire.Incoming;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The upstream that was behind Kong while it was recorded: it answers with a description of what arrived, as arguments
 * of the query ask ({@code up_status}, {@code up_hdr}, {@code up_type}, {@code up_body}, {@code up_delay}, {@code
 * up_kill}, {@code up_chunks}).
 */
final class RecordedUpstream implements AutoCloseable {
    private static final int CHUNK_PAUSE_MILLIS = 60;
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(206, "Partial Content"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(418, "I'm a Teapot"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private record Request(String method, String url, String version, List<Header> headers, byte[] body) {
        String header(String name) {
            for (Header header : headers) {
                if (header.name().equalsIgnoreCase(name)) {
                    return header.value().toLowerCase(Locale.ROOT);
                }
            }
            return "";
        }
    }

    private final ServerSocket server;

    RecordedUpstream() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (answer(read(in, out), out)) {
                // The next request of the connection.
            }
        } catch (IOException gone) {
            // The gateway closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in, OutputStream out) throws IOException {
        String[] first = Incoming.line(in).split(" ", 3);
        if (first.length < 3) {
            out.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            throw new IOException("not a request");
        }
        List<Header> headers = new ArrayList<>();
        for (String line = Incoming.line(in); !line.isEmpty(); line = Incoming.line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header");
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        String version = first[2].substring(first[2].indexOf('/') + 1);
        Request head = new Request(first[0], first[1], version, headers, new byte[0]);
        if (head.header("expect").equals("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("transfer-encoding").contains("chunked")) {
            Incoming.chunks(in, body);
        } else if (!head.header("content-length").isEmpty()) {
            Incoming.take(in, Integer.parseInt(head.header("content-length")), body);
        }
        return new Request(first[0], first[1], version, headers, body.toByteArray());
    }

    /** Answers; whether the connection stays open. */
    private static boolean answer(Request request, OutputStream out) throws IOException, InterruptedException {
        List<Header> headers = new ArrayList<>(
                List.of(new Header("X-Upstream", "echo"), new Header("X-Multi", "one"), new Header("X-Multi", "two")));
        Map<String, String> query = query(request.url(), headers);
        if (find(headers, "content-type") == null) {
            headers.add(new Header("Content-Type", query.getOrDefault("up_type", "application/json")));
        }
        int status = leadingInteger(query.get("up_status"), 200);
        Thread.sleep(leadingInteger(query.get("up_delay"), 0));
        if (query.containsKey("up_kill")) {
            return false;
        }
        String chunks = query.get("up_chunks");
        byte[] body = query.containsKey("up_body")
                ? query.get("up_body").getBytes(StandardCharsets.UTF_8)
                : description(request);
        boolean keep = !request.header("connection").contains("close") && !"close".equals(find(headers, "connection"));
        boolean bodiless = request.method().equals("HEAD") || status == 204 || status == 304;
        if (chunks == null) {
            headers.add(new Header("Content-Length", Integer.toString(body.length)));
        } else if (!bodiless && request.version().equals("1.1") && find(headers, "transfer-encoding") == null) {
            headers.add(new Header("Transfer-Encoding", "chunked"));
        }
        if (find(headers, "date") == null) {
            headers.add(
                    new Header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))));
        }
        if (find(headers, "connection") == null) {
            headers.add(new Header("Connection", keep ? "keep-alive" : "close"));
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "unknown"));
        headers.forEach(
                header -> head.append("\r\n").append(header.name()).append(": ").append(header.value()));
        out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless) {
            boolean chunked = "chunked".equals(find(headers, "transfer-encoding"));
            for (byte[] part : chunks == null ? List.of(body) : parts(chunks)) {
                out.write(chunked ? chunk(part) : part);
                out.flush();
                if (chunks != null) {
                    // Each part is to come by itself, as it did for the recording.
                    Thread.sleep(CHUNK_PAUSE_MILLIS);
                }
            }
            out.write(chunked ? "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
        }
        out.flush();
        return keep;
    }

    private static List<byte[]> parts(String chunks) {
        List<byte[]> parts = new ArrayList<>();
        for (String part : chunks.split("\\|", -1)) {
            parts.add(part.getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static byte[] chunk(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (part.length > 0) {
            out.writeBytes((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(part);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        return out.toByteArray();
    }

    /** The first value of each argument; what is to be added to the headers goes there at once. */
    private static Map<String, String> query(String url, List<Header> headers) {
        Map<String, String> first = new LinkedHashMap<>();
        int question = url.indexOf('?');
        String query = question < 0 ? "" : url.substring(question + 1);
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            first.putIfAbsent(name, value);
            if (name.equals("up_hdr")) {
                int colon = value.indexOf(':');
                headers.add(new Header(value.substring(0, colon), value.substring(colon + 1)));
            }
        }
        return first;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static byte[] description(Request request) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("method", request.method());
        fields.put("url", request.url());
        fields.put("http_version", request.version());
        fields.put(
                "headers",
                request.headers().stream()
                        .map(header -> List.of(header.name(), header.value()))
                        .toList());
        fields.put("body", new String(request.body(), StandardCharsets.ISO_8859_1));
        return Recording.write(fields).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String find(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static int leadingInteger(@Nullable String text, int otherwise) {
        String digits = text == null ? "" : text.replaceFirst("(?s)^\\s*(\\d+).*$", "$1");
        return digits.isEmpty() || !Character.isDigit(digits.charAt(0)) ? otherwise : Integer.parseInt(digits);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
