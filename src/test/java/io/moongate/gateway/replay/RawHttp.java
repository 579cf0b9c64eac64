package io.moongate.gateway.replay;

import io.moongate.gateway.wire.Incoming;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request on a connection of its own, sent exactly as it is written: no client library would send them all. */
public final class RawHttp {
    private static final Pattern BLANKS = Pattern.compile("^ +| +$");
    private static final int TIMEOUT_MILLIS = 20_000;

    private RawHttp() {}

    /** A header as it stood on the wire. */
    public record Header(String name, String value) {}

    /**
     * What came back.
     *
     * @param interim the statuses of answers before the last one
     * @param failure how the connection ended before the answer was whole ({@code closed} without a byte, {@code cut},
     *     {@code hung}), or null
     */
    public record Reply(
            int status,
            String statusLine,
            List<Header> headers,
            byte[] body,
            List<Integer> interim,
            @Nullable String failure) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The first value of a header, or an empty text. */
        public String header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Sends a request as it is written, and fails where no whole answer comes. */
    public static Reply exchange(int port, String request) {
        Reply reply = send(
                port,
                request.substring(0, request.indexOf(' ')),
                request.getBytes(StandardCharsets.UTF_8),
                TIMEOUT_MILLIS);
        return whole(reply);
    }

    static Reply exchange(int port, String method, String path, List<Header> headers, byte @Nullable [] body) {
        return whole(exchange(port, method, path, headers, body, TIMEOUT_MILLIS));
    }

    /** Adds Host and Content-Length where they are missing; what goes wrong is told in the reply. */
    static Reply exchange(
            int port, String method, String path, List<Header> headers, byte @Nullable [] body, int timeout) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        List<String> names = headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains("host")) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (body != null && !names.contains("content-length") && !names.contains("transfer-encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            request.writeBytes(body);
        }
        return send(port, method, request.toByteArray(), timeout);
    }

    private static Reply whole(Reply reply) {
        if (reply.failure() != null) {
            throw new UncheckedIOException(new IOException(reply.failure()));
        }
        return reply;
    }

    private static Reply send(int port, String method, byte[] request, int timeout) {
        Reading reading = new Reading();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(timeout);
            socket.getOutputStream().write(request);
            reading.read(new BufferedInputStream(socket.getInputStream()), method);
            return reading.reply(null);
        } catch (SocketTimeoutException e) {
            return reading.reply("hung");
        } catch (IOException e) {
            return reading.reply(reading.status == 0 ? "closed" : "cut");
        }
    }

    /** An answer as far as it came. */
    private static final class Reading {
        private int status;
        private String statusLine = "";
        private List<Header> headers = List.of();
        private final List<Integer> interim = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        private void read(InputStream in, String method) throws IOException {
            head(in);
            while (status < 200 && status != 101) {
                interim.add(status);
                head(in);
            }
            if (method.equals("HEAD") || status == 204 || status == 304) {
                return;
            }
            Reply reply = reply(null);
            String length = reply.header("content-length");
            if (reply.header("transfer-encoding").equalsIgnoreCase("chunked")) {
                Incoming.chunks(in, body);
            } else if (length.isEmpty()) {
                in.transferTo(body);
            } else {
                Incoming.take(in, Integer.parseInt(length), body);
            }
        }

        private void head(InputStream in) throws IOException {
            String first = Incoming.line(in);
            List<Header> lines = new ArrayList<>();
            for (String line = Incoming.line(in); !line.isEmpty(); line = Incoming.line(in)) {
                int colon = line.indexOf(':');
                lines.add(new Header(
                        line.substring(0, colon),
                        BLANKS.matcher(line.substring(colon + 1)).replaceAll("")));
            }
            statusLine = first;
            status = Integer.parseInt(first.split(" ", 3)[1]);
            headers = lines;
        }

        private Reply reply(@Nullable String failure) {
            return new Reply(status, statusLine, headers, body.toByteArray(), List.copyOf(interim), failure);
        }
    }
}
