package io.moongate.gateway.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when nothing matches or the upstream does not do its part. */
class FailureTest {
    private final ProxyFixture proxy = new ProxyFixture();

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void withoutARouteThePageIsAsTheClientTakesIt() {
        proxy.start();
        RawClient.Reply json = proxy.get("/nothing");
        assertEquals("HTTP/1.1 404 Not Found", json.statusLine());
        assertEquals(
                List.of(
                        "Date",
                        "Content-Type",
                        "Connection",
                        "Content-Length",
                        "X-Kong-Response-Latency",
                        "Server",
                        "X-Kong-Request-Id"),
                json.names());
        assertEquals(
                "{\n  \"message\":\"no Route matched with those values\",\n  \"request_id\":\""
                        + json.header("X-Kong-Request-Id") + "\"\n}",
                json.body());
        assertEquals("kong/3.9.3", json.header("Server"));
        RawClient.Reply html = proxy.send("GET / HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n");
        assertEquals("text/html; charset=utf-8", html.header("Content-Type"));
        RawClient.Reply head = headOf("/nothing");
        assertEquals("103", head.header("Content-Length"));
    }

    private RawClient.Reply headOf(String path) {
        try (RawClient client = proxy.connect()) {
            return client.send("HEAD " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
        }
    }

    @Test
    void aRouteWithoutServiceHasNowhereToGo() {
        proxy.routeWithoutService("/n");
        proxy.start();
        RawClient.Reply reply = proxy.get("/n");
        assertEquals("HTTP/1.1 503 Service Temporarily Unavailable", reply.statusLine());
        assertTrue(reply.body().contains("no Service found with those values"), reply.body());
    }

    @Test
    void aRefusedConnectionIsTriedAgainAndThenAnsweredWith502() throws IOException {
        int port = freePort();
        proxy.route("/r", port, "retries", 1L);
        proxy.start();
        RawClient.Reply reply = proxy.send("POST /r?a=1 HTTP/1.1\r\nHost: me\r\nContent-Length: 2\r\n\r\nhi");
        assertEquals("HTTP/1.1 502 Bad Gateway", reply.statusLine());
        assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
        assertEquals(
                "An invalid response was received from the upstream server\nrequest_id: "
                        + reply.header("X-Kong-Request-Id") + "\n",
                reply.body());
        assertEquals(
                List.of(
                        "Date",
                        "Content-Type",
                        "Connection",
                        "Content-Length",
                        "X-Kong-Upstream-Latency",
                        "X-Kong-Proxy-Latency",
                        "Via",
                        "Server",
                        "X-Kong-Request-Id"),
                reply.names());
        List<String> lines =
                proxy.logged().lines().filter(line -> line.contains("[error]")).toList();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(
                lines.getFirst()
                        .endsWith("connect() failed (111: Connection refused) while connecting to upstream, client: "
                                + "127.0.0.1, server: kong, request: \"POST /r?a=1 HTTP/1.1\", upstream: "
                                + "\"http://127.0.0.1:" + port + "/up?a=1\", host: \"me\", request_id: \""
                                + reply.header("X-Kong-Request-Id") + "\""),
                lines.getFirst());
    }

    @Test
    void aFunctionMayChooseWhereAnotherTryGoes() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.global("retry", 1).on(Phase.ACCESS, exchange -> {
                exchange.upstream.retryTarget = () -> {
                    if (String.valueOf(exchange.request.query).equals("none")) {
                        return "nowhere to go";
                    }
                    exchange.upstream.host = "127.0.0.1";
                    exchange.upstream.port = upstream.port();
                    return null;
                };
                return Outcome.Continue.NEXT;
            });
            proxy.route("/r", 1, "retries", 1L);
            proxy.start();
            assertEquals(200, proxy.get("/r").status());
            assertEquals(502, proxy.get("/r?none").status());
            assertTrue(proxy.logged().contains("failed to choose a target for another try: nowhere to go"));
        }
    }

    @Test
    void aSlowUpstreamIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            awaitQuietly(never);
            return false;
        })) {
            proxy.route("/s", upstream.port(), "retries", 1L, "read_timeout", 60L);
            proxy.start();
            RawClient.Reply reply = proxy.get("/s");
            assertEquals("HTTP/1.1 504 Gateway Time-out", reply.statusLine());
            assertTrue(reply.body().startsWith("The upstream server is timing out\n"), reply.body());
            assertEquals(2, upstream.seen.size());
            assertTrue(
                    proxy.logged()
                            .contains("upstream timed out (110: Connection timed out) while reading response header"
                                    + " from upstream, client: "),
                    proxy.logged());
            never.countDown();
        }
    }

    @Test
    void aConnectionThatClosesIsTriedAgainUnlessTheRequestIsAPost() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            boolean bad = seen.connection() < 3;
            if (!bad) {
                EchoUpstream.respond(out, "HTTP/1.1 200 OK", List.of(), seen.body());
            }
            return !bad;
        })) {
            proxy.route("/c", upstream.port());
            proxy.start();
            assertEquals(
                    502,
                    proxy.send("POST /c HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\np")
                            .status());
            RawClient.Reply put = proxy.send("PUT /c HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nkept");
            assertEquals(200, put.status());
            assertEquals("kept", put.body());
            assertTrue(
                    proxy.logged()
                            .contains("upstream prematurely closed connection while reading response header from"
                                    + " upstream, client: "),
                    proxy.logged());
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsABadGateway() {
        try (EchoUpstream upstream = EchoUpstream.saying("SSH-2.0-OpenSSH\r\n\r\n", false)) {
            proxy.route("/g", upstream.port(), "retries", 3L);
            proxy.start();
            assertEquals(502, proxy.get("/g").status());
            assertEquals(1, upstream.connections.get(), "an upstream that answers, if with nonsense, is asked once");
            assertTrue(
                    proxy.logged().contains("upstream sent invalid header while reading response header"),
                    proxy.logged());
        }
    }

    @Test
    void tlsToAnUpstreamThatHasNoneIsABadGateway() throws IOException {
        try (ServerSocket upstream = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> greet(upstream, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            proxy.route("/t", upstream.getLocalPort(), "retries", 0L, "protocol", "https");
            proxy.start();
            assertEquals(502, proxy.get("/t").status());
            assertTrue(
                    proxy.logged()
                            .contains(
                                    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)"
                                            + " while SSL handshaking to upstream, "),
                    proxy.logged());
        }
    }

    private static void greet(ServerSocket server, String greeting) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // The proxy closed the connection.
        }
    }

    @Test
    void aBodyThatBreaksOffIsNotPassedOffAsWhole() {
        try (EchoUpstream upstream =
                EchoUpstream.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false)) {
            proxy.route("/b", upstream.port());
            proxy.start();
            try (RawClient client = proxy.connect()) {
                client.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
                String all = everything(client, sofar -> {});
                assertTrue(!all.endsWith("0\r\n\r\n"), all);
            }
            await().until(() ->
                    proxy.logged().contains("upstream prematurely closed connection while reading upstream"));
        }
    }

    @Test
    void aBodyFilterThatFailsOnTheWayEndsTheConnection() {
        CountDownLatch firstPieceIsThere = new CountDownLatch(1);
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            awaitQuietly(firstPieceIsThere);
            out.write("3\r\ndef\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        })) {
            proxy.route("/f", upstream.port());
            proxy.global("p", 1)
                    .on(
                            Phase.BODY_FILTER,
                            exchange -> exchange.response.chunk != null
                                            && exchange.response
                                                    .chunk
                                                    .toString()
                                                    .equals("def")
                                    ? Outcome.Failed.ERROR
                                    : Outcome.Continue.NEXT);
            proxy.start();
            try (RawClient client = proxy.connect()) {
                client.send("GET /f HTTP/1.1\r\nHost: h\r\n\r\n");
                String all = everything(client, sofar -> {
                    if (sofar.contains("abc")) {
                        firstPieceIsThere.countDown();
                    }
                });
                assertTrue(all.startsWith("HTTP/1.1 200 OK"), all);
                assertTrue(all.contains("abc") && !all.contains("def"), all);
                assertTrue(!all.endsWith("0\r\n\r\n"), all);
            }
        }
    }

    @Test
    void anAnswerBeforeTheBodyIsThereIsPassedOn() {
        try (EchoUpstream upstream = EchoUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true)) {
            proxy.route("/e", upstream.port());
            proxy.start();
            try (RawClient client = proxy.connect()) {
                client.send("POST /e HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");
                assertEquals("ok", client.reply().body());
                assertNull(client.send("GET /e HTTP/1.1\r\nHost: h\r\n\r\n")
                        .reply()
                        .header("Transfer-Encoding"));
            }
        }
    }

    /** All bytes up to the end of the connection, however it ends; after each piece, what came so far is shown. */
    private static String everything(RawClient client, Consumer<String> meanwhile) {
        StringBuilder all = new StringBuilder();
        byte[] bytes = new byte[4096];
        try {
            for (int count = client.read(bytes); count > 0; count = client.read(bytes)) {
                all.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                meanwhile.accept(all.toString());
            }
        } catch (IOException reset) {
            // Then that was all.
        }
        return all.toString();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
