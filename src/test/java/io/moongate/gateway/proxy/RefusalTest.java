package io.moongate.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused before a route is looked for, and what could smuggle a second one in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
    private final EchoUpstream upstream = EchoUpstream.echo();
    private final ProxyFixture proxy = new ProxyFixture();

    @BeforeAll
    void start() {
        proxy.route("/", upstream.port());
        proxy.start();
    }

    @AfterAll
    void stop() {
        proxy.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET no-slash HTTP/1.1~Host: h~~                          | 400 | client sent invalid request
            GET * HTTP/1.1~Host: h~~                                 | 400 | client sent invalid request
            GET /%zz HTTP/1.1~Host: h~~                              | 400 | client sent invalid request
            GET /../a HTTP/1.1~Host: h~~                             | 400 | client sent invalid request
            get / HTTP/1.1~Host: h~~                                 | 400 | client sent invalid method
            TRACE / HTTP/1.1~Host: h~~                               | 405 | client sent TRACE method
            GET / HTTP/1.1~~                                         | 400 | client sent HTTP/1.1 request without "Host" header
            GET / HTTP/1.1~Host: ~~                                  | 400 | client sent invalid host header
            GET / HTTP/1.1~Host: a~Host: b~~                         | 400 | client sent duplicate host header
            GET / HTTP/1.1~Host: h~Bad Header: x~~                   | 400 | client sent invalid header line: "Bad\\x20..."
            GET / HTTP/1.1~Host: h~Content-Length: x~~               | 400 | client sent invalid "Content-Length" header
            POST / HTTP/1.1~Host: h~Content-Length: +1~~x            | 400 | client sent invalid "Content-Length" header
            POST / HTTP/1.1~Host: h~Content-Length: 1~Content-Length: 2~~x | 400 | client sent invalid "Content-Length" header
            POST / HTTP/1.1~Host: h~Content-Length: 1~Transfer-Encoding: chunked~~0~~ | 400 | client sent "Content-Length" and "Transfer-Encoding" headers at the same time
            POST / HTTP/1.1~Host: h~Transfer-Encoding: gzip, chunked~~0~~ | 501 | client sent unknown "Transfer-Encoding": "gzip, chunked"
            POST / HTTP/1.1~Host: h~Transfer-Encoding: xchunked~~0~~ | 501 | client sent unknown "Transfer-Encoding": "xchunked"
            POST / HTTP/1.0~Transfer-Encoding: chunked~~0~~          | 400 | client sent HTTP/1.0 request with "Transfer-Encoding" header
            GET / HTTP/1.1~Host: h~Authorization: a~authorization: b~~ | 400 | client sent duplicate header line: "authorization: b", previous value: "Authorization: a"
            GET / HTTP/1.1~Host: h~X-A : x~~                         | 400 | client sent invalid header line: "X-A\\x20..."
            """)
    void isRefused(String request, int status, String logged) {
        try (RawClient client = proxy.connect()) {
            client.send(request.replace("~", "\r\n"));
            RawClient.Reply reply = client.reply();
            assertEquals(status, reply.status());
            assertEquals("close", reply.header("Connection"));
            assertTrue(proxy.logged().contains("[info]"), proxy.logged());
            assertTrue(proxy.logged().contains(logged), proxy.logged());
            assertTrue(client.closed());
        }
        assertEquals(0, upstream.seen.size());
    }

    @Test
    void whoSpeaksTlsIsToldAtOnce() {
        try (RawClient client = proxy.connect()) {
            client.send("\u0016\u0003\u0001\u0002\u0000");
            assertEquals(400, client.reply().status());
            assertTrue(client.closed());
        }
    }

    @Test
    void thePageIsPlainForWhoDoesNotSayWhatItTakes() {
        RawClient.Reply reply = proxy.send("GET no-slash HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("HTTP/1.1 400 Bad Request", reply.statusLine());
        assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
        assertEquals("Bad request\nrequest_id: " + reply.header("X-Kong-Request-Id") + "\n", reply.body());
    }

    @Test
    void longLinesAreRefused() {
        RawClient.Reply target = proxy.send("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("HTTP/1.1 414 Request-URI Too Large", target.statusLine());
        assertTrue(target.body().startsWith("URI too long\n"), target.body());
        RawClient.Reply line = proxy.send("GET / HTTP/1.1\r\nHost: h\r\nX-Big: " + "b".repeat(9000) + "\r\n\r\n");
        assertEquals("HTTP/1.1 400 Bad Request", line.statusLine());
        assertTrue(line.body().startsWith("Request header or cookie too large\n"), line.body());
        StringBuilder many = new StringBuilder("GET / HTTP/1.1\r\nHost: h\r\n");
        for (int i = 0; i < 6; i++) {
            many.append("X-Big").append(i).append(": ").append("b".repeat(7000)).append("\r\n");
        }
        assertEquals(400, proxy.send(many.append("\r\n").toString()).status());
    }

    @Test
    void aBrokenChunkEndsTheConnectionAndNoSecondRequestIsMadeOfIt() {
        try (RawClient client = proxy.connect()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nGET /x HTTP/1.1\r\n\r\n");
            assertEquals(400, client.reply().status());
            assertTrue(client.closed());
        }
        assertEquals(0, upstream.seen.size());
    }

    @Test
    void oddHeaderNamesAreLeftOut() {
        RawClient.Reply reply = proxy.send("GET /odd HTTP/1.1\r\nHost: h\r\nX.Y: 1\r\nX_Z: 2\r\n\r\n");
        assertTrue(reply.body().contains("\nX_Z: 2\n"), reply.body());
        assertTrue(!reply.body().contains("X.Y"), reply.body());
        upstream.seen.clear();
    }
}
