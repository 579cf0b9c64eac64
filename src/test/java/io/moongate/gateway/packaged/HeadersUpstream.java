package io.moongate.gateway.packaged;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moongate.gateway.wire.Incoming;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in for httpbin.org: answers every request with the headers it got, in their own case, as that site's {@code
 * /headers} does. Listens on port 80 where that is allowed, since the page's requests name no other.
 */
final class HeadersUpstream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket server;

    HeadersUpstream() throws IOException {
        server = bound();
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket bound() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress("127.0.0.1", 80));
        } catch (BindException e) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
        }
        return socket;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (String line = Incoming.line(in); !line.isEmpty(); line = Incoming.line(in)) {
                Map<String, String> headers = new TreeMap<>();
                for (line = Incoming.line(in); !line.isEmpty(); line = Incoming.line(in)) {
                    int colon = line.indexOf(':');
                    headers.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
                in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
                ObjectNode answer = JSON.createObjectNode();
                ObjectNode shown = answer.putObject("headers");
                headers.forEach(shown::put);
                byte[] body = (answer.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\nConnection: keep-alive\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
                client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().write(body);
                client.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The gateway closed the connection: nothing more to answer.
            return;
        }
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
