package io.moongate.gateway.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are larger than what the proxy holds, slow readers, and clients that leave. */
class StreamTest {
    private static final int MANY = 10_000_000;

    /** What may be on its way between two sockets of this machine, kernel and all. */
    private static final long ON_THE_WAY = 24_000_000;

    private final ProxyFixture proxy = new ProxyFixture();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        proxy.close();
    }

    private void start(EchoUpstream upstream, boolean filters) {
        proxy.route("/", upstream.port());
        ProxyFixture.JavaPlugin plugin = proxy.global("watch", 1).on(Phase.LOG, exchange -> {
            statuses.add(exchange.response.status);
            return Outcome.Continue.NEXT;
        });
        if (filters) {
            plugin.on(Phase.BODY_FILTER, exchange -> Outcome.Continue.NEXT);
        }
        proxy.start();
    }

    @Test
    void aBodyOfSomeKilobytesIsGivenToFiltersAtOnce() {
        AtomicLong filtered = new AtomicLong();
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            EchoUpstream.respond(
                    out, "HTTP/1.1 200 OK", List.of(), "x".repeat(seen.body().length()));
            return true;
        })) {
            proxy.route("/", upstream.port());
            proxy.global("count", 1).on(Phase.BODY_FILTER, exchange -> {
                filtered.incrementAndGet();
                return Outcome.Continue.NEXT;
            });
            proxy.start();
            try (RawClient client = proxy.connect()) {
                long calls = 0;
                for (int length : new int[] {1, 1, 1, 1, 1, 1, 3000}) {
                    long before = filtered.get();
                    client.send(
                            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n" + "y".repeat(length));
                    assertEquals(length, client.reply().body().length());
                    calls = calls == 0 ? filtered.get() - before : calls;
                    assertEquals(calls, filtered.get() - before);
                }
            }
            assertEquals(1, upstream.connections.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tenMillionBytesArriveAsTheyAre(boolean filters) {
        byte[] random = new byte[MANY];
        new Random(1).nextBytes(random);
        String body = new String(random, StandardCharsets.ISO_8859_1);
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            EchoUpstream.respond(out, "HTTP/1.1 200 OK", List.of(), seen.body());
            return true;
        })) {
            start(upstream, filters);
            try (RawClient client = proxy.connect()) {
                for (int i = 0; i < 2; i++) {
                    client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: " + MANY + "\r\n\r\n");
                    client.send(random);
                    assertEquals(body, client.reply().body());
                }
                client.send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(MANY) + "\r\n");
                client.send(random);
                client.send("\r\n0\r\n\r\n");
                assertEquals(body, client.reply().body());
            }
            assertEquals(1, upstream.connections.get());
            assertEquals(body, upstream.seen.getLast().body());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatDoesNotReadStopsTheUpstream(boolean filters) throws IOException {
        AtomicLong written = new AtomicLong();
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 400000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[100_000];
            for (int i = 0; i < 4000; i++) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
            return false;
        })) {
            start(upstream, filters);
            try (RawClient client = proxy.connect()) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                client.line();
                settles(written);
                assertTrue(written.get() < ON_THE_WAY, "the upstream could write " + written.get());
            }
            // The client left in the middle: the upstream's connection goes too, and the log phase still runs.
            await().until(() -> statuses.equals(List.of(200)));
        }
    }

    @Test
    void anUpstreamThatDoesNotReadStopsTheClient() throws IOException {
        AtomicLong written = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> acceptAndIdle(server));
            proxy.route("/", server.getLocalPort());
            proxy.start();
            try (RawClient client = proxy.connect()) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 400000000\r\n\r\n");
                OutputStream out = client.socket().getOutputStream();
                Thread writer = Thread.ofVirtual().start(() -> writeFor(out, written));
                settles(written);
                assertTrue(written.get() < ON_THE_WAY, "the client could write " + written.get());
                client.socket().close();
                writer.interrupt();
            }
        }
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerEndsTheRequestUpstream() {
        List<String> ends = new CopyOnWriteArrayList<>();
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            ends.add(in.read() < 0 ? "closed" : "more");
            return false;
        })) {
            start(upstream, false);
            try (RawClient client = proxy.connect()) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                await().until(() -> upstream.seen.size() == 1);
            }
            await().until(() -> ends.equals(List.of("closed")));
            await().until(() -> statuses.equals(List.of(499)));
        }
    }

    @Test
    void aClientThatLeavesWithinItsBodyIsNotTakenForWhole() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            start(upstream, false);
            try (RawClient client = proxy.connect()) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
            }
            await().until(() -> statuses.equals(List.of(499)));
            assertEquals(0, upstream.seen.size());
        }
    }

    @Test
    void chunksArePassedOnAsTheyCome() throws IOException {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.read(); // waits until the test has seen the first chunk
            out.write("4\r\nlast\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        })) {
            proxy.route("/", upstream.port(), "request_buffering", false);
            proxy.start();
            try (RawClient client = proxy.connect()) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
                client.send("1\r\na\r\n0\r\n\r\n");
                // The upstream has read the body; one more byte would be the next request.
                while (!client.line().isEmpty()) {
                    // the head
                }
                assertEquals("5", client.line());
                assertEquals("first", client.line());
            }
        }
    }

    private static void settles(AtomicLong written) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(java.time.Duration.ofMillis(200)).until(() -> {
            long now = written.get();
            return now > 0 && now == last.getAndSet(now);
        });
    }

    private static void writeFor(OutputStream out, AtomicLong written) {
        byte[] piece = new byte[100_000];
        try {
            for (int i = 0; i < 4000; i++) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void acceptAndIdle(ServerSocket server) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            in.read();
            // Holds the connection open until the test closes the server, which ends this wait.
            server.accept();
        } catch (IOException over) {
            // The test is over.
        }
    }

    @Test
    void aBodyTooLargeToBeGatheredIsRefused() throws IOException {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", upstream.port());
            proxy.global("reader", 1).on(Phase.ACCESS, exchange -> {
                exchange.worker.await(exchange.request.body.readAll());
                return Outcome.Continue.NEXT;
            });
            proxy.start();
            try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
                Thread.ofVirtual().start(() -> {
                    try {
                        for (int i = 0; i < 80; i++) {
                            socket.getOutputStream().write(chunk);
                        }
                    } catch (IOException refusedAlready) {
                        return;
                    }
                });
                byte[] head = socket.getInputStream().readNBytes(12);
                assertEquals("HTTP/1.1 413", new String(head, StandardCharsets.ISO_8859_1));
            }
            assertEquals(0, upstream.seen.size());
        }
    }
}
