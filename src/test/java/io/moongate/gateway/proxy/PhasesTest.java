package io.moongate.gateway.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Service;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which plugins run when, and what their outcomes come to. */
class PhasesTest {
    private final EchoUpstream upstream =
            EchoUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: text/x\r\n\r\nbody", true);
    private final ProxyFixture proxy = new ProxyFixture();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Service service = proxy.route("/a", upstream.port());

    @AfterEach
    void stop() {
        proxy.close();
        upstream.close();
    }

    /** A plugin that notes its phases; body_filter with the piece and whether it is the last. */
    private ProxyFixture.JavaPlugin noting(ProxyFixture.JavaPlugin plugin) {
        String name = plugin.name();
        for (Phase phase : List.of(Phase.REWRITE, Phase.ACCESS, Phase.HEADER_FILTER, Phase.LOG)) {
            plugin.on(phase, exchange -> {
                ran.add(name + " " + exchange.phase.text());
                return Outcome.Continue.NEXT;
            });
        }
        plugin.on(Phase.BODY_FILTER, exchange -> {
            ClientResponse response = exchange.response;
            ran.add(name + " body " + (response.chunk == null ? "nil" : response.chunk.length())
                    + (response.last ? " last" : ""));
            return Outcome.Continue.NEXT;
        });
        return plugin;
    }

    private void logged(int lines) {
        await().until(() -> ran.stream().filter(line -> line.endsWith(" log")).count() == lines);
    }

    @Test
    void allPhasesRunInOrderOfPriority() {
        noting(proxy.global("low", 1));
        noting(proxy.global("high", 2));
        proxy.start();
        assertEquals("body", proxy.get("/a").body());
        logged(2);
        assertEquals(
                List.of(
                        "high rewrite", "low rewrite",
                        "high access", "low access",
                        "high header_filter", "low header_filter",
                        "high body 4", "low body 4",
                        "high body 0 last", "low body 0 last",
                        "high log", "low log"),
                ran);
    }

    @Test
    void withoutARouteTheGlobalPluginsRunButNotAccess() {
        noting(proxy.global("g", 1));
        noting(proxy.ofService(service, "s", 2));
        proxy.start();
        assertEquals(404, proxy.get("/nothing").status());
        logged(1);
        assertEquals(List.of("g rewrite", "g header_filter", "g body 103", "g body 0 last", "g log"), ran);
    }

    @Test
    void pluginsOfAServiceHaveNoRewrite() {
        noting(proxy.ofService(service, "s", 1));
        proxy.start();
        proxy.get("/a");
        logged(1);
        assertEquals(List.of("s access", "s header_filter", "s body 4", "s body 0 last", "s log"), ran);
    }

    @Test
    void anAnswerInAccessSkipsAccessOfTheOthersOnly() {
        noting(proxy.global("first", 2)).on(Phase.ACCESS, exchange -> {
            exchange.response.status = 401;
            exchange.response.headers.set("X-Mine", "1");
            return new Outcome.Answer(Buffer.buffer("Invalid Credentials"));
        });
        noting(proxy.global("second", 1));
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("HTTP/1.1 401 Unauthorized", reply.statusLine());
        assertEquals("Invalid Credentials", reply.body());
        assertEquals(
                List.of(
                        "Date",
                        "Connection",
                        "X-Mine",
                        "Content-Length",
                        "X-Kong-Response-Latency",
                        "Server",
                        "X-Kong-Request-Id"),
                reply.names());
        logged(2);
        assertEquals(
                List.of(
                        "first rewrite", "second rewrite",
                        "first header_filter", "second header_filter",
                        "first body 19", "second body 19",
                        "first body 0 last", "second body 0 last",
                        "first log", "second log"),
                ran);
        assertEquals(0, upstream.seen.size());
    }

    @Test
    void toHeadAnAnswerHasItsLengthAndNoBodyFilter() {
        noting(proxy.global("p", 2)).on(Phase.ACCESS, exchange -> {
            exchange.response.status = 401;
            return new Outcome.Answer(Buffer.buffer("four"));
        });
        proxy.start();
        try (RawClient client = proxy.connect()) {
            RawClient.Reply reply =
                    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
            assertEquals("4", reply.header("Content-Length"));
        }
        logged(1);
        assertEquals(List.of("p rewrite", "p header_filter", "p log"), ran);
    }

    @Test
    void anImmediateExitLeavesOutPluginsThatWereNotAsked() {
        noting(proxy.global("first", 2)).on(Phase.ACCESS, exchange -> new Outcome.Finalized(403));
        noting(proxy.global("second", 1));
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("HTTP/1.1 403 Forbidden", reply.statusLine());
        assertEquals("text/html; charset=UTF-8", reply.header("Content-Type"));
        assertEquals(
                "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n"
                        + "<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n",
                reply.body());
        logged(1);
        assertEquals(
                List.of("first rewrite", "second rewrite", "first header_filter", "first body 118 last", "first log"),
                ran);
    }

    @Test
    void anExitInRewriteIsSeenByAllGlobalPlugins() {
        noting(proxy.global("first", 2)).on(Phase.REWRITE, exchange -> new Outcome.Finalized(500));
        noting(proxy.global("second", 1));
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
        assertEquals("close", reply.header("Connection"));
        assertTrue(reply.body().startsWith("An unexpected error occurred\nrequest_id: "), reply.body());
        logged(2);
        assertEquals("first header_filter", ran.getFirst());
    }

    @Test
    void serversPagesByStatus() {
        proxy.global("p", 1).on(Phase.ACCESS, exchange -> {
            String query = String.valueOf(exchange.request.query);
            return new Outcome.Finalized(Integer.parseInt(query));
        });
        proxy.start();
        assertEquals("I said 200", said(proxy.get("/a?200")));
        assertEquals("", proxy.get("/a?200").body());
        assertEquals("chunked", proxy.get("/a?201").header("Transfer-Encoding"));
        assertNull(proxy.get("/a?204").header("Content-Length"));
        assertEquals("HTTP/1.1 302 Moved Temporarily", proxy.get("/a?302").statusLine());
        assertEquals("text/html", proxy.get("/a?302").header("Content-Type"));
        assertTrue(proxy.get("/a?401").body().contains("<h1>401 Authorization Required</h1>"));
        assertEquals("HTTP/1.1 418 ", proxy.get("/a?418").statusLine());
        assertEquals("0", proxy.get("/a?418").header("Content-Length"));
        assertTrue(proxy.get("/a?404").body().startsWith("Not found\nrequest_id: "));
        try (RawClient client = proxy.connect()) {
            assertTrue(client.send("GET /a?444 HTTP/1.1\r\nHost: h\r\n\r\n").closed());
        }
    }

    private static String said(RawClient.Reply reply) {
        return "I said " + reply.status();
    }

    @Test
    void aFailureInAccessIsKongsError() {
        noting(proxy.global("p", 2)).on(Phase.ACCESS, exchange -> {
            exchange.response.headers.set("X-Before", "1");
            return Outcome.Failed.ERROR;
        });
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals(500, reply.status());
        assertEquals("1", reply.header("X-Before"));
        assertEquals("keep-alive", reply.header("Connection"));
        assertEquals(
                "{\n  \"message\":\"An unexpected error occurred\",\n  \"request_id\":\""
                        + reply.header("X-Kong-Request-Id") + "\"\n}",
                reply.body());
    }

    @Test
    void aFailureInAFilterIsAnErrorWhileNothingIsSent() {
        ProxyFixture.JavaPlugin plugin = proxy.global("p", 1);
        plugin.on(
                Phase.HEADER_FILTER,
                exchange -> "h".equals(exchange.request.query) ? Outcome.Failed.ERROR : Outcome.Continue.NEXT);
        plugin.on(
                Phase.BODY_FILTER,
                exchange -> "b".equals(exchange.request.query) ? Outcome.Failed.ERROR : Outcome.Continue.NEXT);
        proxy.start();
        for (String phase : List.of("h", "b")) {
            RawClient.Reply reply = proxy.get("/a?" + phase);
            assertEquals(500, reply.status());
            assertTrue(reply.body().startsWith("An unexpected error occurred\n"), reply.body());
        }
    }

    @Test
    void aBodyFilterMayChangeTheLength() {
        proxy.global("p", 1).on(Phase.BODY_FILTER, exchange -> {
            ClientResponse response = exchange.response;
            if (!response.last) {
                response.chunk = Buffer.buffer("something longer");
            }
            return Outcome.Continue.NEXT;
        });
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("something longer", reply.body());
        assertEquals("chunked", reply.header("Transfer-Encoding"));
        assertNull(reply.header("Content-Length"));
    }

    @Test
    void aBodyFilterMayEndTheBodyEarly() {
        proxy.global("p", 1).on(Phase.BODY_FILTER, exchange -> {
            exchange.response.chunk = Buffer.buffer("x");
            exchange.response.last = true;
            return Outcome.Continue.NEXT;
        });
        proxy.start();
        try (RawClient client = proxy.connect()) {
            for (int i = 0; i < 2; i++) {
                RawClient.Reply reply =
                        client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").reply();
                assertEquals("x", reply.body());
                assertEquals("1", reply.header("Content-Length"));
            }
        }
    }

    @Test
    void aHeaderFilterMayPutAnotherBodyInPlace() {
        noting(proxy.global("p", 1)).on(Phase.HEADER_FILTER, exchange -> {
            exchange.response.status = 500;
            exchange.response.headers.set("Content-Length", "5");
            exchange.response.replacement = Buffer.buffer("other");
            return Outcome.Continue.NEXT;
        });
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("HTTP/1.1 500 Internal Server Error", reply.statusLine());
        assertEquals("other", reply.body());
        logged(1);
        assertEquals(List.of("p rewrite", "p access", "p body 5", "p body 0 last", "p log"), ran);
    }

    @Test
    void accessMayWait() {
        proxy.global("p", 1).on(Phase.ACCESS, exchange -> {
            String text = exchange.worker.await(CompletableFuture.supplyAsync(
                    () -> "waited", CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
            exchange.response.status = 200;
            return new Outcome.Answer(Buffer.buffer(text));
        });
        proxy.start();
        assertEquals("waited", proxy.get("/a").body());
    }

    @Test
    void accessMayReadAndReplaceTheBody() {
        try (EchoUpstream echo = EchoUpstream.echo()) {
            proxy.route("/echo", echo.port());
            proxy.global("p", 1).on(Phase.ACCESS, exchange -> {
                Buffer body = exchange.worker.await(exchange.request.body.readAll());
                if ("r".equals(exchange.request.query)) {
                    exchange.request.body.replace(
                            Buffer.buffer(body.toString().toUpperCase(java.util.Locale.ROOT) + "!"));
                }
                return Outcome.Continue.NEXT;
            });
            proxy.start();
            String head = " HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";
            assertTrue(proxy.send("POST /echo" + head).body().endsWith("\nContent-Length: 4\n\nbody"));
            assertTrue(proxy.send("POST /echo?r" + head).body().endsWith("\nContent-Length: 5\n\nBODY!"));
            assertTrue(proxy.send(
                            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")
                    .body()
                    .endsWith("\nContent-Length: 4\n\nbody"));
            assertTrue(proxy.get("/echo").body().endsWith("\n\n"));
            assertEquals("(none)", echo.seen.getLast().header("Content-Length"));
        }
    }

    @Test
    void accessMaySayThingsPieceByPiece() {
        noting(proxy.global("p", 1)).on(Phase.ACCESS, exchange -> {
            exchange.response.headers.set("X-Said", "1");
            exchange.sink.write(Buffer.buffer("one "));
            exchange.worker.await(exchange.sink.flushed());
            exchange.sink.write(Buffer.buffer("two"));
            return Outcome.Sent.END;
        });
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("one two", reply.body());
        assertEquals("chunked", reply.header("Transfer-Encoding"));
        assertEquals("1", reply.header("X-Said"));
        logged(1);
        assertEquals(List.of("p rewrite", "p header_filter", "p body 4", "p body 3", "p body 0 last", "p log"), ran);
    }

    @Test
    void bufferedAnswersAreSeenWhole() {
        proxy.global("p", 1)
                .on(Phase.ACCESS, exchange -> {
                    exchange.upstream.buffered = true;
                    return Outcome.Continue.NEXT;
                })
                .on(Phase.HEADER_FILTER, exchange -> {
                    var response = exchange.upstreamResponse;
                    exchange.response.headers.set("X-Whole", String.valueOf(response == null ? null : response.body()));
                    return Outcome.Continue.NEXT;
                });
        proxy.start();
        RawClient.Reply reply = proxy.get("/a");
        assertEquals("body", reply.header("X-Whole"));
        assertEquals("body", reply.body());
    }

    @Test
    void theLogSaysWhatWasBeingDone() {
        List<String> actions = new CopyOnWriteArrayList<>();
        ProxyFixture.JavaPlugin plugin = proxy.global("p", 1);
        for (Phase phase : List.of(Phase.ACCESS, Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG)) {
            plugin.on(phase, exchange -> {
                actions.add(io.moongate.gateway.exchange.LogContext.of(exchange).replaceAll("request_id: \".*\"", "…"));
                return Outcome.Continue.NEXT;
            });
        }
        proxy.start();
        proxy.send("GET /a HTTP/1.1\r\nHost: me\r\n\r\n");
        await().until(() -> actions.size() == 5);
        String before = ", client: 127.0.0.1, server: kong, request: \"GET /a HTTP/1.1\"";
        String up = ", upstream: \"http://127.0.0.1:" + upstream.port() + "/up\"";
        String after = ", host: \"me\", …";
        assertEquals(
                List.of(
                        before + after,
                        " while reading response header from upstream" + before + up + after,
                        " while sending to client" + before + up + after,
                        " while sending to client" + before + up + after,
                        " while logging request" + before + up + after),
                actions);
    }

    @Test
    void aFaultInAPluginIsAnErrorAndNotAHangingClient() {
        proxy.global("p", 1).on(Phase.ACCESS, exchange -> {
            throw new IllegalStateException("a bug");
        });
        proxy.start();
        assertEquals(500, proxy.get("/a").status());
        assertTrue(proxy.logged().contains("[crit]"), proxy.logged());
    }
}
