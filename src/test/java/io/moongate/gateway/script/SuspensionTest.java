package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions wait while others run, wherever they stand, and are ended when nobody wants them. */
class SuspensionTest {
    private final Gateway gateway = Gateway.of(SandboxMode.ON, Set.of());

    @AfterEach
    void close() {
        gateway.close();
    }

    private Outcome after(CompletableFuture<Outcome> outcome) {
        return outcome.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void twoSleepingRequestsOverlap() {
        String source = "local d = ngx.shared.kong d:rpush('order', 'in') ngx.sleep(0.2) d:rpush('order', 'out')"
                + " kong.response.exit(200)";
        Functions plugin = gateway.plugin("pre-function", Phase.ACCESS, source);
        CompletableFuture<Outcome> first =
                gateway.start(plugin, Phase.ACCESS, gateway.request().exchange());
        CompletableFuture<Outcome> second =
                gateway.start(plugin, Phase.ACCESS, gateway.request().exchange());
        after(first);
        after(second);
        assertEquals(
                "in in out out",
                gateway.answer("local d, t = ngx.shared.kong, {} for i = 1, 4 do t[i] = d:lpop('order') end"
                        + " kong.response.exit(200, table.concat(t, ' '))"));
    }

    @Test
    void sleepingLastsAsLongAsItSays() {
        long start = System.nanoTime();
        assertEquals("ok", gateway.answer("ngx.sleep(0.15) ngx.sleep(0) kong.response.exit(200, 'ok')"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.toMillis() >= 150, took.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pcall(ngx.sleep, 0.01)",
                "xpcall(function() error('x') end, function() ngx.sleep(0.01) end)",
                "local t = setmetatable({}, { __index = function(_, k) ngx.sleep(0.01) return k end }) assert(t.a == 'a')",
                "assert((setmetatable({}, { __add = function() ngx.sleep(0.01) return 7 end }) + 1) == 7)",
                "assert(tostring(setmetatable({}, { __tostring = function() ngx.sleep(0.01) return 's' end })) == 's')",
                "for i in function(_, last) ngx.sleep(0.01) if not last then return 1 end end do end",
                "table.sort({ 3, 1, 2 }, function(a, b) ngx.sleep(0.001) return a < b end)",
                "assert((('ab'):gsub('.', function(c) ngx.sleep(0.001) return c .. c end)) == 'aabb')",
                "local co = coroutine.wrap(function() ngx.sleep(0.01) coroutine.yield(1) ngx.sleep(0.01) return 2 end)"
                        + " assert(co() == 1 and co() == 2)",
                "local co = coroutine.create(function() return pcall(function() ngx.sleep(0.01) error('e') end) end)"
                        + " local a, b = coroutine.resume(co) assert(a == true and b == false)",
                "coroutine.yield()",
                "assert(load('ngx.sleep(0.01) return 5', '=l', 't', { ngx = ngx })() == 5)",
                "(function(...) ngx.sleep(0.01) end)(ngx.sleep(0.01))"
            })
    void waitingWorksEverywhere(String code) {
        assertEquals("done", gateway.answer(code + " kong.response.exit(200, 'done')"));
    }

    @Test
    void whatBelongsToARequestIsBackAfterAWait() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local mine = kong.request.get_header('X-Me') ngx.ctx.me = mine ngx.sleep(tonumber(mine)) "
                        + "kong.response.exit(200, tostring(mine == kong.request.get_header('X-Me') and ngx.ctx.me == mine))");
        CompletableFuture<Outcome> slow = gateway.start(
                plugin, Phase.ACCESS, gateway.request().header("X-Me", "0.1").exchange());
        CompletableFuture<Outcome> fast = gateway.start(
                plugin, Phase.ACCESS, gateway.request().header("X-Me", "0.02").exchange());
        assertEquals("true", gateway.body(after(fast)));
        assertFalse(slow.isDone());
        assertEquals("true", gateway.body(after(slow)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEADER_FILTER", "BODY_FILTER", "LOG"})
    void laterPhasesDoNotWait(String name) {
        Phase phase = Phase.valueOf(name);
        Functions plugin = gateway.plugin(
                "pre-function",
                phase,
                "for _, f in ipairs({ function() ngx.sleep(0) end, function() ngx.thread.spawn(print) end, function()"
                        + " ngx.socket.udp() end, function() ngx.socket.connect('127.0.0.1', 1) end }) do"
                        + " local ok, e = pcall(f) ngx.log(ngx.NOTICE, tostring(ok), ' ', (e:gsub('^.-:%d+: ', ''))) end");
        gateway.run(plugin, phase, gateway.request().exchange());
        String expected = "false API disabled in the context of " + phase.text() + "_by_lua*";
        assertEquals(
                4,
                gateway.messages().stream()
                        .filter(line -> line.contains(expected))
                        .count(),
                () -> String.join("\n", gateway.log()));
    }

    @Test
    void anAbandonedRequestEnds() {
        try (Loopback silent = Loopback.plain(Loopback.Wire::awaitEnd)) {
            Exchange exchange = gateway.request().exchange();
            Functions plugin = gateway.plugin(
                    "pre-function",
                    Phase.ACCESS,
                    "local t = ngx.thread.spawn(function() ngx.sleep(60) end) local s = ngx.socket.tcp() s:connect('127.0.0.1', "
                            + silent.port() + ") pcall(s.receive, s) ngx.log(ngx.ERR, 'went on')");
            CompletableFuture<Outcome> outcome = gateway.start(plugin, Phase.ACCESS, exchange);
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> silent.open() == 1);
            gateway.onLoop(() -> {
                gateway.worker.abandon(exchange);
                return true;
            });
            assertEquals(Outcome.Dropped.CLOSE, after(outcome));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> silent.open() == 0);
            assertEquals(0, gateway.onLoop(() -> gateway.worker.network().open()));
            assertEquals(java.util.List.of(), gateway.messages());
        }
    }

    @Test
    void workerThreadsAndSubrequestsAsKongHasThem() {
        assertEquals(
                "table 500",
                gateway.answer(
                        "local r = ngx.location.capture('/x') kong.response.exit(200, type(r) .. ' ' .. r.status)"));
        assertEquals(
                "[error] invalid URL prefix in \"://kong_upstream\"",
                gateway.messages().getFirst());
        assertTrue(
                gateway.answer("local ok, e = pcall(ngx.run_worker_thread, 'x', 'y', 'z') kong.response.exit(200, e)")
                        .endsWith("ngx.run_worker_thread is not supported by this gateway"));
    }

    @Test
    void theRequestsBodyAsASocket() {
        assertEquals(
                "line, rest, closed",
                gateway.answer(
                        gateway.request().method("POST").body("line\n rest").exchange(),
                        "local s = ngx.req.socket() local a = s:receive() local b = s:receive(5) local _, e = s:receive(1)"
                                + " kong.response.exit(200, a .. ',' .. b .. ', ' .. e)"));
        assertEquals("no body", gateway.answer("local s, e = ngx.req.socket() kong.response.exit(200, e)"));
    }
}
