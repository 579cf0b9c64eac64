package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moongate.gateway.script.Attempt;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions that try to add lines, requests or answers to what goes over the wire: the resources {@code escape-wire/}. The
 * upstream must see one request at most and the client one answer, and neither a header that a value brought along.
 */
class WireEscapeIT {
    @TempDir
    static Path prefix;

    private static PackagedGateway gateway;
    private static AdminClient admin;
    private static ServerSocket upstream;
    /** The heads of the requests that came, with the test's own marker in the path or not. */
    private static final List<List<String>> heads = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        upstream = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(WireEscapeIT::accept);
        gateway = PackagedGateway.start(prefix, Map.of("KONG_DATABASE", "off"));
        admin = new AdminClient(gateway.adminPort);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        upstream.close();
    }

    private static void accept() {
        while (!upstream.isClosed()) {
            try {
                Socket socket = upstream.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (List<String> head = head(in); !head.isEmpty(); head = head(in)) {
                heads.add(head);
                body(head, in);
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // The gateway closed the connection.
        }
    }

    /** The lines of a head; none where the connection ended. */
    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().replace("\r", "");
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.setLength(0);
        }
        return List.of();
    }

    private static void body(List<String> head, InputStream in) throws IOException {
        if (value(head, "transfer-encoding").contains("chunked")) {
            for (int size = -1; size != 0; ) {
                String line = line(in);
                size = Integer.parseInt(line.strip(), 16);
                in.readNBytes(size);
                line(in);
            }
        } else if (!value(head, "content-length").isEmpty()) {
            in.readNBytes(Integer.parseInt(value(head, "content-length")));
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().replace("\r", "");
    }

    private static String value(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @TestFactory
    Stream<DynamicTest> attempts() throws IOException {
        List<Attempt> all = Attempt.all("escape-wire").get("injection");
        configure(all);
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(all.get(i).name(), () -> attempt(i)));
    }

    /** A route for each attempt. */
    private static void configure(List<Attempt> all) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode config = json.createObjectNode().put("_format_version", "3.0");
        ObjectNode service = config.putArray("services").addObject();
        service.put("name", "up").put("url", "http://127.0.0.1:" + upstream.getLocalPort());
        var routes = service.putArray("routes");
        for (int i = 0; i < all.size(); i++) {
            ObjectNode route = routes.addObject().put("name", "n" + i);
            route.putArray("paths").add("/n" + i + "/");
            ObjectNode plugin = route.putArray("plugins").addObject().put("name", "pre-function");
            plugin.putObject("config")
                    .putArray(all.get(i).option("phase", "access"))
                    .add(all.get(i).code().replace("UPSTREAM", Integer.toString(upstream.getLocalPort())));
        }
        admin.call("POST", "/config", config.toString(), 201);
        Awaitility.await("the routes")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !new String(answer("/n" + (all.size() - 1) + "/warm-up"), StandardCharsets.ISO_8859_1)
                        .startsWith("HTTP/1.1 404"));
    }

    private static byte[] answer(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.proxyPort)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return socket.getInputStream().readAllBytes();
        }
    }

    private static void attempt(int number) throws IOException {
        heads.clear();
        byte[] bytes = answer("/n" + number + "/");
        InputStream in = new ByteArrayInputStream(bytes);
        List<String> head = head(in);
        String whole = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(head.getFirst().matches("HTTP/1\\.1 \\d{3} [A-Za-z' -]+"), whole);
        assertFalse(injected(head), whole);
        if (!head.getFirst().contains(" 204 ")) {
            body(head, in);
        }
        assertEquals("", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1), "behind the answer: " + whole);
        assertTrue(heads.size() <= 1, heads::toString);
        for (List<String> seen : heads) {
            assertTrue(seen.getFirst().matches("[A-Z]+ [!-~]+ HTTP/1\\.1"), seen::toString);
            assertFalse(injected(seen), seen::toString);
            assertTrue(seen.stream().filter(line -> framing(line)).count() <= 1, seen::toString);
        }
        assertTrue(
                new String(answer("/none"), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 404"),
                "the gateway goes on");
    }

    private static boolean injected(List<String> head) {
        return head.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("injected"));
    }

    private static boolean framing(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:");
    }
}
