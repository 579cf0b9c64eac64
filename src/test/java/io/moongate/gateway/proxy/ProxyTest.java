package io.moongate.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.AddressBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
    void aBodyLargerThanAllowedIsRefused() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", upstream.port());
            proxy.largestBody = 10;
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
            proxy.trusted = AddressBlocks.of(List.of("127.0.0.0/8"));
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
            proxy.started(upstream);
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
    void namesOfTheHostsFileComeBeforeTheResolver() throws IOException {
        Files.writeString(proxy.folder.resolve("hosts"), "# ours\n127.0.0.1 up.invalid other.invalid\n");
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.route("/", "Other.Invalid", upstream.port());
            proxy.start();
            assertEquals(200, proxy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status());
        }
    }
}
