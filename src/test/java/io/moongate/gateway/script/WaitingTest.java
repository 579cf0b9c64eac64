package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions that wait, and the others of their worker meanwhile. */
class WaitingTest {
    private final Gateway gateway = Gateway.sandbox();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aSleepingFunctionLetsOthersRunAndFindsItsOwnRequestAgain() {
        Functions slow = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local before = kong.request.get_header('x-who') ngx.sleep(0.05)"
                        + " kong.response.exit(200, before .. ' ' .. kong.request.get_header('x-who') .. ' ' .. kong.plugin.get_id())");
        Exchange first = gateway.request().header("X-Who", "first").exchange();
        CompletableFuture<Outcome> answer = CompletableFuture.supplyAsync(() -> gateway.run(slow, Phase.ACCESS, first));
        for (int i = 0; i < 20; i++) {
            Exchange other = gateway.request().header("X-Who", "other").exchange();
            assertEquals("other", gateway.answer(other, "kong.response.exit(200, kong.request.get_header('x-who'))"));
        }
        assertEquals("first first " + slow.id(), gateway.body(answer.join()));
    }

    @Test
    void waitingWorksInCoroutinesAndUnderPcall() {
        assertEquals(
                "true slept",
                gateway.answer("local co = coroutine.wrap(function() ngx.sleep(0.001) return 'slept' end)"
                        + " local ok, what = pcall(co) kong.response.exit(200, tostring(ok) .. ' ' .. what)"));
    }

    @Test
    void threadsRunSideBySide() {
        assertEquals(
                "true ra rb",
                gateway.answer("local function work(x) ngx.sleep(0.002) return 'r' .. x end"
                        + " local a, b = ngx.thread.spawn(work, 'a'), ngx.thread.spawn(work, 'b')"
                        + " local ok, ra = ngx.thread.wait(a) local _, rb = ngx.thread.wait(b)"
                        + " kong.response.exit(200, tostring(ok) .. ' ' .. ra .. ' ' .. rb)"));
    }

    @Test
    void aThreadThatFailsTellsSo() {
        assertEquals(
                "false",
                gateway.answer("local t = ngx.thread.spawn(function() error('tboom') end)"
                        + " kong.response.exit(200, tostring((ngx.thread.wait(t))))"));
    }

    @Test
    void timersRunWithoutARequest() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "ngx.timer.at(0, function(premature, a) kong.log.notice('ran ', premature, ' ', a, ' ', ngx.get_phase()) end, 'x')");
        assertSame(
                Outcome.Continue.NEXT,
                gateway.run(plugin, Phase.ACCESS, gateway.request().exchange()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> gateway.messages().stream().anyMatch(line -> line.endsWith("]:1 ran false x timer")));
    }

    @Test
    void waitingIsRefusedWhereItIsTooLate() {
        Functions plugin = gateway.plugin("pre-function", Phase.LOG, "ngx.sleep(0.001)");
        assertSame(
                Outcome.Failed.ERROR,
                gateway.run(plugin, Phase.LOG, gateway.request().exchange()));
        assertEquals(
                "[error] failed to run log_by_lua*: /usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:164:"
                        + " [string \"ngx.sleep(0.001)\"]:1: API disabled in the context of log_by_lua*",
                gateway.messages().getFirst());
    }
}
