package io.moongate.gateway.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.LogContext;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections with clients and upstreams: how long they last, what is sent ahead, and what they carry after HTTP. */
class ConnectionsTest {
    private final ProxyFixture proxy = new ProxyFixture();

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void aClientThatWaitsIsAskedForItsBody() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                RawClient client = proxy.started(upstream).connect()) {
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
            proxy.started(upstream);
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
            proxy.started(upstream);
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
            proxy.started(upstream);
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
            proxy.started(upstream);
            RawClient.Reply reply = proxy.get("/a");
            assertEquals("until the end", reply.body());
            assertEquals("chunked", reply.header("Transfer-Encoding"));
        }
    }

    @Test
    void connectionsAreUsedAgainOnBothSides() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                RawClient client = proxy.started(upstream).connect()) {
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
                RawClient client = proxy.started(upstream).connect()) {
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
            proxy.started(upstream);
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
    void whoSpeaksHttpWhereTlsIsSpokenIsToldSo() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.started(upstream);
            try (RawClient client = RawClient.connect(proxy.tlsPort())) {
                RawClient.Reply reply =
                        client.send("GET /s HTTP/1.1\r\nHost: h\r\n\r\n").reply();
                assertEquals("HTTP/1.1 400 Bad Request", reply.statusLine());
                assertTrue(reply.body().contains("The plain HTTP request was sent to HTTPS port"), reply.body());
                assertTrue(client.closed());
            }
            assertEquals(0, upstream.connections.get());
        }
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
            proxy.started(upstream);
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
    void idleConnectionsThatTheUpstreamClosedAreNotUsed() {
        try (EchoUpstream upstream = new EchoUpstream((seen, in, out) -> {
            EchoUpstream.respond(out, "HTTP/1.1 200 OK", List.of(), "x");
            return false;
        })) {
            proxy.started(upstream);
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
            proxy.started(upstream);
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
        context.init(null, new TrustManager[] {new ServerCertificates.Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.tlsPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        return new RawClient(socket);
    }
}
