package io.moongate.gateway.proxy;

import io.moongate.gateway.wire.Incoming;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that sends bytes as they are and shows bytes as they came. */
final class RawClient implements AutoCloseable {
    /** An answer; the body without its chunks. */
    record Reply(String statusLine, List<String> headers, String body, List<String> interim) {
        int status() {
            return Integer.parseInt(statusLine.split(" ", -1)[1]);
        }

        /** The values of a header, joined by a bar; null where it is not there. */
        @Nullable
        String header(String name) {
            List<String> values = new ArrayList<>();
            for (String line : headers) {
                int colon = line.indexOf(':');
                if (line.substring(0, colon).equalsIgnoreCase(name)) {
                    values.add(line.substring(colon + 2));
                }
            }
            return values.isEmpty() ? null : String.join("|", values);
        }

        List<String> names() {
            return headers.stream()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(10_000);
    }

    static RawClient connect(int port) {
        try {
            return new RawClient(new Socket("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply reply() {
        return reply(false);
    }

    /** Reads one answer; to a HEAD it has no body. */
    Reply reply(boolean toHead) {
        try {
            List<String> interim = new ArrayList<>();
            String status = line();
            while (status.startsWith("HTTP/1.1 100")) {
                interim.add(status);
                line();
                status = line();
            }
            List<String> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                headers.add(line);
            }
            Reply head = new Reply(status, headers, "", interim);
            String body = "";
            if (!toHead && head.status() != 204 && head.status() != 304) {
                String length = head.header("Content-Length");
                if ("chunked".equals(head.header("Transfer-Encoding"))) {
                    body = Incoming.chunks(in);
                } else if (length != null) {
                    body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
                } else {
                    body = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            }
            return new Reply(status, headers, body, interim);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side closed the connection without a further byte. */
    boolean closed() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    String line() throws IOException {
        return Incoming.line(in);
    }

    int read(byte[] into) throws IOException {
        return in.read(into);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
