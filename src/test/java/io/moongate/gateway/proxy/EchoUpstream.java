package io.moongate.gateway.proxy;

import io.moongate.gateway.wire.Incoming;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that a test scripts: it notes each request as it came and answers as told. */
final class EchoUpstream implements AutoCloseable {
    /** A request as it came; the body without its chunks. */
    record Seen(String line, List<String> headers, String body, int connection) {
        String header(String name) {
            for (String line : headers) {
                if (line.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
                    return line.substring(name.length() + 2);
                }
            }
            return "(none)";
        }
    }

    /** Answers a request; returns whether the connection stays open. */
    interface Script {
        boolean answer(Seen seen, InputStream in, OutputStream out) throws IOException;
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final Script script;

    EchoUpstream(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers with what came: request line, headers and body. */
    static EchoUpstream echo() {
        return new EchoUpstream((seen, in, out) -> {
            String body = seen.line + "\n" + String.join("\n", seen.headers) + "\n\n" + seen.body;
            respond(out, "HTTP/1.1 200 OK", List.of("Content-Type: text/x-echo"), body);
            return true;
        });
    }

    /** Answers always the same bytes. */
    static EchoUpstream saying(String bytes, boolean open) {
        return new EchoUpstream((seen, in, out) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return open;
        });
    }

    static void respond(OutputStream out, String status, List<String> headers, String body) throws IOException {
        StringBuilder head = new StringBuilder(status).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (; ; ) {
                String line = Incoming.line(in);
                List<String> headers = new ArrayList<>();
                for (String header = Incoming.line(in); !header.isEmpty(); header = Incoming.line(in)) {
                    headers.add(header);
                }
                Seen head = new Seen(line, headers, "", number);
                Seen request = new Seen(line, headers, body(head, in), number);
                seen.add(request);
                if (!script.answer(request, in, out)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The proxy closed the connection.
        }
    }

    private static String body(Seen head, InputStream in) throws IOException {
        if (head.header("Transfer-Encoding").equals("chunked")) {
            return Incoming.chunks(in);
        }
        String length = head.header("Content-Length");
        return length.equals("(none)")
                ? ""
                : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
