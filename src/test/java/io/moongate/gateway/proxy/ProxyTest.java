package io.moongate.gateway.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.exchange.LogContext;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes through the proxy, as client and upstream see it. */
class ProxyTest {
    private final ProxyFixture proxy = new ProxyFixture();

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void aRequestGoesToTheUpstreamAndBack() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/test", upstream.port());
            proxy.start();
            RawClient.Reply reply = proxy.send("GET /test/a?b=1 HTTP/1.1\r\nHost: me:99\r\nX-One: 1\r\n\r\n");
            assertEquals("HTTP/1.1 200 OK", reply.statusLine());
            assertEquals(
                    List.of(
                            "Date",
                            "Content-Type",
                            "Content-Length",
                            "Connection",
                            "Server",
                            "X-Kong-Upstream-Latency",
                            "X-Kong-Proxy-Latency",
                            "Via",
                            "X-Kong-Request-Id"),
                    reply.names());
            String id = String.valueOf(reply.header("X-Kong-Request-Id"));
            assertTrue(id.matches("[0-9a-f]{32}"), id);
            assertEquals("""
                    GET /up/a?b=1 HTTP/1.1
                    Via: 1.1 kong/3.9.3
                    Host: 127.0.0.1:%d
                    Connection: keep-alive
                    X-Forwarded-For: 127.0.0.1
                    X-Forwarded-Proto: http
                    X-Forwarded-Host: me
                    X-Forwarded-Port: %d
                    X-Forwarded-Path: /test/a
                    X-Forwarded-Prefix: /test
                    X-Real-IP: 127.0.0.1
                    X-Kong-Request-Id: %s
                    X-One: 1

                    """.formatted(upstream.port(), proxy.port(), id), reply.body());
        }
    }

    @Test
    void headersThatEndAtAHopAreDroppedBothWays() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            EchoUpstream.respond(
                    out,
                    "HTTP/1.1 200 Fine",
                    List.of(
                            "Connection: keep-alive",
                            "Keep-Alive: timeout=5",
                            "X-Accel-Redirect: /secret",
                            "Server: up/1.0",
                            "Via: 1.1 up",
                            "Date: then",
                            "X-Kong-Request-Id: fake"),
                    "x");
            return true;
        })) {
            proxy.route("/", upstream.port());
            proxy.start();
            RawClient.Reply reply = proxy.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Hop\r\n"
                    + "X-Hop: 1\r\nTE: trailers\r\nTrailer: X-T\r\nProxy-Connection: keep-alive\r\nKeep-Alive: t\r\n"
                    + "Upgrade: h2c\r\nX-Stay: 1\r\nX-Forwarded-For: 9.9.9.9\r\nVia: 1.0 other\r\nProxy: bad\r\n"
                    + "X-Kong-Request-Id: mine\r\n\r\n");
            assertEquals("HTTP/1.1 200 Fine", reply.statusLine());
            assertNull(reply.header("Keep-Alive"));
            assertNull(reply.header("X-Accel-Redirect"));
            assertEquals("up/1.0", reply.header("Server"));
            assertEquals("1.1 up, 1.1 kong/3.9.3", reply.header("Via"));
            assertEquals("then", reply.header("Date"));
            assertNotEquals("fake", reply.header("X-Kong-Request-Id"));
            List<String> names = upstream.seen.getFirst().headers().stream()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
            assertEquals(
                    List.of(
                            "TE",
                            "Via",
                            "Host",
                            "Connection",
                            "X-Forwarded-For",
                            "X-Forwarded-Proto",
                            "X-Forwarded-Host",
                            "X-Forwarded-Port",
                            "X-Forwarded-Path",
                            "X-Real-IP",
                            "X-Kong-Request-Id",
                            "Trailer",
                            "X-Stay"),
                    names);
            assertEquals("9.9.9.9, 127.0.0.1", upstream.seen.getFirst().header("X-Forwarded-For"));
            assertEquals("1.0 other, 1.1 kong/3.9.3", upstream.seen.getFirst().header("Via"));
        }
    }

    @Test
    void bodiesGoUpWithTheirLengthOrInChunks() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/b", upstream.port());
            proxy.route("/direct", upstream.port(), "request_buffering", false);
            proxy.start();
            proxy.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            proxy.send(
                    "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            proxy.send("POST /direct HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            proxy.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
            assertEquals(
                    List.of("hello 5 (none)", "abcde 5 (none)", "abc (none) chunked", " 0 (none)"),
                    upstream.seen.stream()
                            .map(seen -> seen.body() + " " + seen.header("Content-Length") + " "
                                    + seen.header("Transfer-Encoding"))
                            .toList());
        }
    }

    @Test
    void aClientThatWaitsIsAskedForItsBody() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                RawClient client = started(upstream).connect()) {
            client.send("POST /up HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            client.send("abc");
            RawClient.Reply reply = client.reply();
            assertEquals(List.of("HTTP/1.1 100 Continue"), reply.interim());
            assertEquals(200, reply.status());
            assertEquals("(none)", upstream.seen.getFirst().header("Expect"));
        }
    }

    @Test
    void toHeadComesNoBody() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        })) {
            started(upstream);
            try (RawClient client = proxy.connect()) {
                for (int i = 0; i < 2; i++) {
                    RawClient.Reply reply =
                            client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
                    assertEquals("1000", reply.header("Content-Length"));
                }
                RawClient.Reply missing =
                        client.send("HEAD HTTP/1.1\r\nHost: h\r\n\r\n").reply(false);
                assertEquals(400, missing.status());
            }
            assertEquals(1, upstream.connections.get());
        }
    }

    @Test
    void answersWithoutBodyKeepTheConnection() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            String status = seen.line().contains("304") ? "304 Not Modified" : "204 No Content";
            out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        })) {
            started(upstream);
            try (RawClient client = proxy.connect()) {
                assertEquals(
                        "9",
                        client.send("GET /304 HTTP/1.1\r\nHost: h\r\n\r\n")
                                .reply()
                                .header("Content-Length"));
                assertNull(client.send("GET /204 HTTP/1.1\r\nHost: h\r\n\r\n")
                        .reply()
                        .header("Content-Length"));
            }
        }
    }

    @Test
    void oldClientsGetTheBodyWithoutChunks() {
        try (EchoUpstream upstream = EchoUpstream.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", true)) {
            started(upstream);
            RawClient.Reply modern = proxy.get("/a");
            assertEquals("chunked", modern.header("Transfer-Encoding"));
            assertEquals("abc", modern.body());
            RawClient.Reply old = proxy.send("GET /a HTTP/1.0\r\n\r\n");
            assertNull(old.header("Transfer-Encoding"));
            assertEquals("close", old.header("Connection"));
            assertEquals("abc", old.body());
        }
    }

    @Test
    void aBodyUntilTheEndOfTheConnectionIsPassedOnInChunks() {
        try (EchoUpstream upstream = EchoUpstream.saying("HTTP/1.0 200 OK\r\n\r\nuntil the end", false)) {
            started(upstream);
            RawClient.Reply reply = proxy.get("/a");
            assertEquals("until the end", reply.body());
            assertEquals("chunked", reply.header("Transfer-Encoding"));
        }
    }

    @Test
    void connectionsAreUsedAgainOnBothSides() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                RawClient client = started(upstream).connect()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        200,
                        client.send("GET /" + i + " HTTP/1.1\r\nHost: h\r\n\r\n")
                                .reply()
                                .status());
            }
            assertEquals(1, upstream.connections.get());
            RawClient.Reply last = client.send("GET /l HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .reply();
            assertEquals("close", last.header("Connection"));
            assertTrue(client.closed());
        }
    }

    @Test
    void whatIsSentAheadIsAnsweredInOrder() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                RawClient client = started(upstream).connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                all.append("POST /n").append(i).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");
            }
            client.send(all.toString());
            for (int i = 0; i < 50; i++) {
                RawClient.Reply reply = client.reply();
                assertTrue(reply.body().startsWith("POST /up/n" + i + " "), reply.body());
                assertTrue(reply.body().endsWith("\n\nbody"), reply.body());
            }
        }
    }

    @Test
    void overTlsTheServerNameIsKnown() throws Exception {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            started(upstream);
            try (RawClient client = tlsClient("sni.example")) {
                RawClient.Reply reply =
                        client.send("GET /s HTTP/1.1\r\nHost: h\r\n\r\n").reply();
                assertTrue(reply.body().contains("X-Forwarded-Proto: https\n"), reply.body());
                assertEquals(
                        200,
                        client.send("GET /s HTTP/1.1\r\nHost: h\r\n\r\n")
                                .reply()
                                .status());
            }
        }
    }

    @Test
    void routesForHttpsOnlySendThere() {
        proxy.route("/r", 1, "protocols", List.of("https"), "https_redirect_status_code", 301L);
        proxy.route("/u", 1, "protocols", List.of("https"));
        proxy.start();
        RawClient.Reply redirect = proxy.send("GET /r/a?b=1 HTTP/1.1\r\nHost: Me:99\r\n\r\n");
        assertEquals("HTTP/1.1 301 Moved Permanently", redirect.statusLine());
        assertEquals("https://me/r/a?b=1", redirect.header("Location"));
        assertEquals("text/html", redirect.header("Content-Type"));
        assertEquals(
                "<html>\r\n<head><title>301 Moved Permanently</title></head>\r\n<body>\r\n"
                        + "<center><h1>301 Moved Permanently</h1></center>\r\n</body>\r\n</html>\r\n",
                redirect.body());
        RawClient.Reply upgrade = proxy.get("/u");
        assertEquals(426, upgrade.status());
        assertEquals("TLS/1.2, HTTP/1.1", upgrade.header("Upgrade"));
        assertTrue(upgrade.body().contains("Please use HTTPS protocol"), upgrade.body());
    }

    @Test
    void anUpgradeBecomesATunnel() throws IOException {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            out.write(("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Accept: x\r\n\r\nhello")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            for (int c = in.read(); c >= 0; c = in.read()) {
                out.write(Character.toUpperCase(c));
                out.flush();
            }
            return false;
        })) {
            started(upstream);
            try (RawClient client = proxy.connect()) {
                client.send("GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: k\r\n\r\n");
                assertEquals("HTTP/1.1 101 Switching Protocols", client.line());
                String line = client.line();
                StringBuilder head = new StringBuilder();
                while (!line.isEmpty()) {
                    head.append(line).append('\n');
                    line = client.line();
                }
                assertTrue(head.toString().contains("Upgrade: websocket\n"), head.toString());
                client.send("abc\n");
                assertEquals("helloABC", client.line());
            }
            assertEquals("websocket", upstream.seen.getFirst().header("Upgrade"));
            assertEquals("keep-alive, Upgrade", upstream.seen.getFirst().header("Connection"));
        }
    }

    @Test
    void aBodyLargerThanAllowedIsRefused() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", upstream.port());
            proxy.options(given -> new ProxyOptions(
                    given.listens(),
                    given.workers(),
                    given.headers(),
                    given.trusted(),
                    given.realIpHeader(),
                    given.realIpRecursive(),
                    given.debugHeaders(),
                    10,
                    given.keeping(),
                    given.timeouts(),
                    given.hostsFile(),
                    given.certificates()));
            proxy.start();
            String eleven = "12345678901";
            assertEquals(
                    413,
                    proxy.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n" + eleven)
                            .status());
            assertEquals(
                    413,
                    proxy.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + eleven
                                    + "\r\n0\r\n\r\n")
                            .status());
            assertEquals(
                    200,
                    proxy.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok")
                            .status());
        }
    }

    @Test
    void whatTrustedProxiesSayIsBelieved() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", upstream.port());
            proxy.options(given -> new ProxyOptions(
                    given.listens(),
                    given.workers(),
                    given.headers(),
                    AddressBlocks.of(List.of("127.0.0.0/8")),
                    given.realIpHeader(),
                    given.realIpRecursive(),
                    given.debugHeaders(),
                    0,
                    given.keeping(),
                    given.timeouts(),
                    given.hostsFile(),
                    given.certificates()));
            proxy.start();
            proxy.send("GET /y HTTP/1.1\r\nHost: h\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: outer:444\r\n"
                    + "X-Forwarded-Port: 8443\r\nX-Forwarded-Path: /outer\r\nX-Forwarded-Prefix: /p\r\n"
                    + "X-Forwarded-For: 203.0.113.9\r\nX-Real-IP: 203.0.113.10\r\n\r\n");
            EchoUpstream.Seen seen = upstream.seen.getFirst();
            assertEquals("https", seen.header("X-Forwarded-Proto"));
            assertEquals("outer:444", seen.header("X-Forwarded-Host"));
            assertEquals("8443", seen.header("X-Forwarded-Port"));
            assertEquals("/outer", seen.header("X-Forwarded-Path"));
            assertEquals("/p", seen.header("X-Forwarded-Prefix"));
            assertEquals("203.0.113.9, 127.0.0.1", seen.header("X-Forwarded-For"));
            assertEquals("203.0.113.10", seen.header("X-Real-IP"));
        }
    }

    @Test
    void textWithoutCharsetIsSaidToBeUtf8() {
        try (EchoUpstream upstream = EchoUpstream.saying(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx", true)) {
            started(upstream);
            assertEquals("text/plain; charset=UTF-8", proxy.get("/").header("Content-Type"));
        }
    }

    @Test
    void theClientsHostGoesUpWhereTheRouteSaysSo() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", upstream.port(), "preserve_host", true);
            proxy.start();
            proxy.send("GET / HTTP/1.1\r\nHost: client.example:99\r\n\r\n");
            assertEquals("client.example:99", upstream.seen.getFirst().header("Host"));
        }
    }

    @Test
    void namesAreResolved() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/ok", "localhost", upstream.port());
            proxy.route("/no", "no-such-host.invalid", 80);
            proxy.start();
            assertEquals(200, proxy.get("/ok").status());
            RawClient.Reply reply = proxy.get("/no");
            assertEquals(503, reply.status());
            assertTrue(reply.body().contains("\"message\":\"name resolution failed\""), reply.body());
            assertEquals("application/json; charset=utf-8", reply.header("Content-Type"));
        }
    }

    @Test
    void idleConnectionsThatTheUpstreamClosedAreNotUsed() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            EchoUpstream.respond(out, "HTTP/1.1 200 OK", List.of(), "x");
            return false;
        })) {
            started(upstream);
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        200,
                        proxy.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx")
                                .status());
                int connections = i + 1;
                await().until(() -> upstream.connections.get() == connections);
            }
            assertFalse(proxy.logged().contains("[error]"), proxy.logged());
        }
    }

    @Test
    void globalPluginsMayEndAHandshake() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        proxy.global("c", 1).on(Phase.CERTIFICATE, exchange -> {
            asked.add(exchange.request.serverName + LogContext.of(exchange).replaceAll(":[0-9]+$", ""));
            return "bad.example".equals(exchange.request.serverName)
                    ? new Outcome.Finalized(-1)
                    : Outcome.Continue.NEXT;
        });
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            started(upstream);
            try (RawClient client = tlsClient("good.example")) {
                assertEquals(
                        200,
                        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").reply().status());
            }
            try (RawClient client = tlsClient("bad.example")) {
                assertThrows(UncheckedIOException.class, () -> client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
            }
            String context = " while SSL handshaking, client: 127.0.0.1, server: 127.0.0.1";
            assertEquals(List.of("good.example" + context, "bad.example" + context), asked);
        }
    }

    private RawClient tlsClient(String serverName) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.tlsPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        return new RawClient(socket);
    }

    private ProxyFixture started(EchoUpstream upstream) {
        proxy.route("/", upstream.port());
        return proxy.start();
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void namesOfTheHostsFileComeBeforeTheResolver() throws java.io.IOException {
        java.nio.file.Files.writeString(proxy.folder.resolve("hosts"), "# ours\n127.0.0.1 up.invalid other.invalid\n");
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", "Other.Invalid", upstream.port());
            proxy.start();
            assertEquals(200, proxy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status());
        }
    }
}
