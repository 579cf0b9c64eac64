package io.moongate.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service whose host names an upstream. */
class BalanceTest {
    private final ProxyFixture proxy = new ProxyFixture();

    @AfterEach
    void stop() {
        proxy.close();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void targetsTakeTurns() {
        try (EchoUpstream one = EchoUpstream.echo();
                EchoUpstream two = EchoUpstream.echo()) {
            proxy.upstream("pool", null, one.port(), two.port());
            proxy.route("/test", "pool", 80);
            proxy.start();
            int first = 0;
            for (int i = 0; i < 10; i++) {
                String seen = proxy.get("/test").body();
                if (seen.contains("Host: 127.0.0.1:" + one.port())) {
                    first++;
                } else {
                    assertTrue(seen.contains("Host: 127.0.0.1:" + two.port()), seen);
                }
            }
            assertEquals(5, first);
        }
    }

    @Test
    void aTargetThatIsAwayIsPassedOver() throws IOException {
        try (EchoUpstream there = EchoUpstream.echo()) {
            proxy.upstream("pool", null, closedPort(), there.port());
            proxy.route("/test", "pool", 80);
            proxy.start();
            for (int i = 0; i < 4; i++) {
                assertEquals("HTTP/1.1 200 OK", proxy.get("/test").statusLine());
            }
        }
    }

    @Test
    void theUpstreamMayNameTheHostThatTargetsSee() {
        try (EchoUpstream upstream = EchoUpstream.echo()) {
            proxy.upstream("pool", "seen.example", upstream.port());
            proxy.route("/test", "pool", 80);
            proxy.start();
            String seen = proxy.get("/test").body();
            assertTrue(seen.contains("Host: seen.example:" + upstream.port()), seen);
        }
    }

    @Test
    void withoutTargetsThereIsAnError() {
        proxy.upstream("pool", null);
        proxy.route("/test", "pool", 80);
        proxy.start();
        RawClient.Reply reply = proxy.get("/test");
        assertTrue(reply.statusLine().startsWith("HTTP/1.1 503 "), reply.statusLine());
        assertTrue(reply.body().contains("failure to get a peer from the ring-balancer"), reply.body());
    }
}
