package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.ScriptLimits;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code ngx.timer}: limits, errors, and the end of the worker. */
class TimerTest {
    private static Gateway gateway(int pending, int running) {
        ScriptLimits usual = ScriptLimits.STANDARD;
        return Gateway.limited(new ScriptLimits(
                usual.requestHeaders(),
                usual.responseHeaders(),
                usual.uriArgs(),
                usual.postArgs(),
                usual.bodyBuffer(),
                usual.call(),
                pending,
                running));
    }

    private static void run(Gateway gateway, String source) {
        assertEquals(
                "NEXT",
                gateway.run(
                                gateway.plugin("pre-function", Phase.ACCESS, source),
                                Phase.ACCESS,
                                gateway.request().exchange())
                        .toString(),
                () -> gateway.log().toString());
    }

    private static void logged(Gateway gateway, String words) {
        Awaitility.await(words)
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.messages().stream().anyMatch(line -> line.contains(words)));
    }

    @Test
    void whatTheyTake() {
        try (Gateway gateway = gateway(16, 16)) {
            String answer = gateway.answer(
                    "local t = {} for i, f in ipairs({"
                            + " function() ngx.timer.every(0, function() end) end, function() ngx.timer.at(-1, function() end) end,"
                            + " function() ngx.timer.at('x', function() end) end, function() ngx.timer.at(1) end })"
                            + " do t[i] = select(2, pcall(f)):gsub('^.*: ', '') end kong.response.exit(200, table.concat(t, '|'))");
            assertEquals(
                    "expected `interval` to be greater than 0|expected `delay` to be greater than or equal to 0|"
                            + "expected `delay to be a number|expected `callback` to be a function",
                    answer);
        }
    }

    @Test
    void onlySoManyWait() {
        try (Gateway gateway = gateway(3, 16)) {
            assertEquals(
                    "3 too many pending timers",
                    gateway.answer("for i = 1, 3 do assert(ngx.timer.at(100, function() end)) end"
                            + " local _, why = ngx.timer.at(100, function() end)"
                            + " kong.response.exit(200, ngx.timer.pending_count() .. ' ' .. why)"));
        }
    }

    @Test
    void onlySoManyRun() {
        try (Gateway gateway = gateway(16, 1)) {
            run(
                    gateway,
                    "for i = 1, 2 do ngx.timer.at(0.001, function() ngx.sleep(0.2) ngx.log(ngx.WARN, 'done') end) end");
            logged(gateway, "1 lua_max_running_timers are not enough");
            logged(gateway, "done");
            assertEquals(
                    1,
                    gateway.messages().stream()
                            .filter(line -> line.contains("done"))
                            .count());
        }
    }

    @Test
    void atTheEndOfTheWorkerTheyRunPremature() {
        try (Gateway gateway = gateway(16, 16)) {
            run(
                    gateway,
                    "local function f(premature, name) ngx.log(ngx.WARN, name, ' ', premature, ' ', ngx.worker.exiting(), ' ',"
                            + " select(2, ngx.timer.at(0, function() end))) end"
                            + " ngx.timer.at(100, f, 'once') ngx.timer.every(100, f, 'again')");
            gateway.onLoop(() -> {
                gateway.worker.end();
                return true;
            });
            logged(gateway, "once true true process exiting");
            logged(gateway, "again true true process exiting");
            assertEquals("0", gateway.answer("kong.response.exit(200, tostring(ngx.timer.pending_count()))"));
        }
    }

    @Test
    void oneThatUsesUpItsBudgetIsNotRunAgain() {
        try (Gateway gateway = Gateway.limited(50)) {
            run(gateway, "ngx.timer.every(0.001, function() while true do end end)");
            logged(gateway, "CPU time limit of 50 ms exceeded");
            assertEquals(
                    "0",
                    gateway.answer("ngx.sleep(0.01) kong.response.exit(200, tostring(ngx.timer.pending_count()))"));
            List<String> ends = gateway.messages().stream()
                    .filter(line -> line.contains("CPU time limit"))
                    .toList();
            assertEquals(1, ends.size(), ends::toString);
        }
    }

    @Test
    void theyMayWaitLongerThanARequestMay() {
        try (Gateway gateway = Gateway.of(
                io.moongate.gateway.config.SandboxMode.SANDBOX,
                java.util.Set.of(),
                List.of(),
                1000,
                256L << 20,
                50,
                "",
                java.util.Map.of())) {
            run(gateway, "ngx.timer.at(0, function() ngx.sleep(0.15) ngx.log(ngx.WARN, 'waited') end)");
            logged(gateway, "waited");
            assertTrue(gateway.messages().stream().noneMatch(line -> line.contains("limit")));
        }
    }
}
