package io.moongate.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What passes through the proxy, as client and upstream see it. */
class ProxyTest {

    @Test
    void aRequestGoesToTheUpstreamAndBack() {
        try (EchoUpstream upstream = EchoUpstream.echo();
                ProxyFixture proxy = new ProxyFixture()) {
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
}
