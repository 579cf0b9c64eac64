package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ngx.thread}, {@code ngx.timer} and {@code ngx.semaphore}. */
class ThreadTest {
    private static final String OUT = "local o = {} local function p(...) local t = {} for i = 1, select('#', ...) do"
            + " t[i] = tostring((select(i, ...))) end o[#o+1] = table.concat(t, ',') end ";
    private static final String DONE = " kong.response.exit(200, table.concat(o, ' '))";

    private final Gateway gateway = Gateway.of(SandboxMode.ON, Set.of());

    @AfterEach
    void close() {
        gateway.close();
    }

    private String run(String code) {
        return gateway.answer(OUT + code + DONE);
    }

    @Test
    void threadsRunSideBySide() {
        assertEquals(
                "thread a1 b1 main b2 a2 true,a true,b",
                run("local function f(n, s) return function() p(n .. 1) ngx.sleep(s) p(n .. 2) return n end end"
                        + " local function q() end local a = ngx.thread.spawn(q) p(type(a)) ngx.thread.wait(a)"
                        + " a = ngx.thread.spawn(f('a', 0.1)) local b = ngx.thread.spawn(f('b', 0.02)) p('main')"
                        + " p(ngx.thread.wait(a)) p(ngx.thread.wait(b))"));
    }

    @Test
    void theFirstToEndIsWaitedFor() {
        assertEquals(
                "true,fast true,slow nil,already waited or killed",
                run("local function f(s, n) return ngx.thread.spawn(function() ngx.sleep(s) return n end) end"
                        + " local a, b = f(0.1, 'slow'), f(0.01, 'fast') p(ngx.thread.wait(a, b)) p(ngx.thread.wait(a))"
                        + " p(ngx.thread.wait(b))"));
    }

    @Test
    void errorsAreAnswersAndAreLogged() {
        assertEquals(
                "false,table",
                run("local ok, e = ngx.thread.wait(ngx.thread.spawn(function() error({}) end)) p(ok, type(e))"));
        assertTrue(gateway.messages().getFirst().startsWith("[error] lua user thread aborted: runtime error: "));
    }

    @Test
    void aFailedThreadGivesItsTextWithAndWithoutThePlace() {
        assertEquals(
                "false,tboom,[string \"f\"]:1: tboom",
                run("p(ngx.thread.wait(ngx.thread.spawn(load('error(\"tboom\")', 'f'))))"));
        assertEquals(
                "false,[string \"f\"]:1: attempt to index global 'x' (a nil value)",
                run("p(ngx.thread.wait(ngx.thread.spawn(load('return x.y', 'f'))))"));
    }

    @Test
    void aWrappedCoroutineThatEndedSaysSo() {
        assertEquals(
                "1 false,cannot resume dead coroutine false,e",
                run("local f = coroutine.wrap(function() return 1 end) p(f()) p(f())"
                        + " p(pcall(coroutine.wrap(function() error('e', 0) end)))"));
    }

    @Test
    void aThreadMayYieldToOthers() {
        assertEquals(
                "a1 b1 a2 b2",
                run(
                        "local function f(n) return ngx.thread.spawn(function() p(n .. 1) coroutine.yield() p(n .. 2) end) end"
                                + " local a, b = f('a'), f('b') ngx.thread.wait(a) ngx.thread.wait(b)"));
    }

    @Test
    void killedThreadsEndWhereTheyWait() {
        assertEquals(
                "1 nil,already waited or killed nil,already terminated nil,not user thread nil",
                run("local t = ngx.thread.spawn(function() pcall(ngx.sleep, 30) went = true end) p(ngx.thread.kill(t))"
                        + " p(ngx.thread.kill(t)) p(ngx.thread.kill(ngx.thread.spawn(function() end)))"
                        + " p(ngx.thread.kill(coroutine.create(print))) ngx.sleep(0.02) p(went)"));
    }

    @Test
    void aKilledThreadLeavesNoConnection() {
        try (Loopback silent = Loopback.plain(Loopback.Wire::awaitEnd)) {
            assertEquals(
                    "1 nil,timeout",
                    run(
                            "local c = ngx.socket.tcp() local t = ngx.thread.spawn(function() local h = require('resty.http').new()"
                                    + " h:request_uri('http://127.0.0.1:" + silent.port()
                                    + "') end) c:connect('127.0.0.1', "
                                    + silent.port()
                                    + ") p(ngx.thread.kill(t)) c:settimeout(20) local a, b = c:receive() p(a, b)"));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> silent.open() == 0);
            assertEquals(0, gateway.onLoop(() -> gateway.worker.network().open()));
        }
    }

    @Test
    void aRequestWaitsForItsThreads() {
        assertEquals(
                Outcome.Continue.NEXT,
                gateway.run(
                        gateway.plugin(
                                "pre-function",
                                Phase.ACCESS,
                                "ngx.thread.spawn(function() ngx.sleep(0.02) ngx.log(ngx.NOTICE, 'late') end)"),
                        Phase.ACCESS,
                        gateway.request().exchange()));
        assertEquals(
                1,
                gateway.messages().stream()
                        .filter(line -> line.endsWith("late"))
                        .count());
    }

    @Test
    void anAnswerInAThreadEndsTheRequest() {
        assertEquals(
                "from the thread",
                gateway.answer(
                        "ngx.thread.spawn(function() ngx.sleep(0.01) kong.response.exit(200, 'from the thread') end)"
                                + " pcall(ngx.sleep, 30) kong.response.exit(200, 'from main')"));
        assertEquals(
                "at once",
                gateway.answer("ngx.thread.spawn(function() kong.response.exit(200, 'at once') end)"
                        + " kong.response.exit(200, 'from main')"));
    }

    @Test
    void anAnswerEndsThreads() {
        assertEquals(
                "answer",
                gateway.answer("ngx.thread.spawn(function() ngx.sleep(0.01) ngx.log(ngx.ERR, 'went on') end)"
                        + " kong.response.exit(200, 'answer')"));
        gateway.answer("ngx.sleep(0.05) kong.response.exit(200)");
        assertEquals(java.util.List.of(), gateway.messages());
    }

    @Test
    void semaphoresCount() {
        assertEquals(
                "2 true true nil,timeout 0 true true nil,timeout",
                run("local s = require('ngx.semaphore').new(2) p(s:count()) p(s:wait(0)) p(s:wait(1)) p(s:wait(0))"
                        + " p(s:count()) p(s:post()) p(s:wait(0.01)) p(s:wait(0.01))"));
    }

    @Test
    void semaphoresWakeThoseWhoWaitInTurn() {
        assertEquals(
                "-2 a b 0",
                run("local s = require('ngx.semaphore').new() local function f(n) return ngx.thread.spawn(function()"
                        + " s:wait(5) p(n) end) end local a, b = f('a'), f('b') p(s:count()) s:post(2) ngx.thread.wait(a)"
                        + " ngx.thread.wait(b) p(s:count())"));
    }

    @Test
    void aKilledWaiterTakesNoUnit() {
        assertEquals(
                "1 true",
                run("local s = require('ngx.semaphore').new() local t = ngx.thread.spawn(function() s:wait(5) end)"
                        + " s:post() ngx.thread.kill(t) ngx.sleep(0.02) p(s:count()) p(s:wait(0))"));
    }

    @Test
    void aSemaphoreJoinsRequests() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local s = require('ngx.semaphore').new() return function() if kong.request.get_header('X-Post') then"
                        + " kong.response.exit(200, tostring(s:post())) end kong.response.exit(200, tostring(s:wait(5))) end");
        var waiting = gateway.start(plugin, Phase.ACCESS, gateway.request().exchange());
        assertEquals(
                "true",
                gateway.body(gateway.run(
                        plugin,
                        Phase.ACCESS,
                        gateway.request().header("X-Post", "1").exchange())));
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(waiting::isDone);
        assertEquals("true", gateway.body(waiting.join()));
    }

    @Test
    void timersRunOutsideTheirRequest() {
        assertEquals(
                "string 1 number 1",
                run("p(type(ngx.timer.at(0, function(premature, a) ngx.log(ngx.NOTICE, tostring(premature), a,"
                        + " ngx.get_phase(), ngx.timer.running_count()) end, 'x'))) p(ngx.timer.pending_count())"
                        + " p(type(ngx.timer.at(0.02, function() ngx.log(ngx.NOTICE, 'later') error('boom') end)))"
                        + " p(ngx.timer.at(0.001, function() end))"));
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> gateway.messages().size() >= 3);
        assertTrue(
                gateway.messages().get(0).endsWith("falsextimer1"),
                gateway.messages().toString());
        assertTrue(gateway.messages().get(1).endsWith("later"));
        assertTrue(gateway.messages().get(2).contains("lua entry thread aborted: runtime error: "));
    }

    @Test
    void aTimerMayWaitAndCallAndIsCleanedUpBehind() {
        try (Loopback silent = Loopback.plain(Loopback.Wire::awaitEnd)) {
            run(
                    "ngx.timer.at(0, function() local s = ngx.socket.tcp() s:connect('127.0.0.1', " + silent.port()
                            + ") ngx.sleep(0.01) ngx.thread.spawn(function() ngx.sleep(0.01) ngx.log(ngx.NOTICE, 'all') end) end)");
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> silent.accepted() == 1 && silent.open() == 0);
            assertEquals(
                    1,
                    gateway.messages().stream()
                            .filter(line -> line.endsWith("all"))
                            .count());
        }
    }

    @Test
    void whatATimerFindsWithoutARequest() {
        run(
                "local function try(f, ...) local ok, why = pcall(f, ...) return ok and 'ok' or (tostring(why):gsub('^.-:%d+: ', '')) end"
                        + " ngx.timer.at(0, function() ngx.ctx.a = (ngx.ctx.a or 0) + 1"
                        + " local all = { ngx.ctx.a, try(function() return ngx.var.uri end), try(function() ngx.var.args = 'x' end),"
                        + " try(function() return ngx.status end), try(function() return ngx.header.x end), try(ngx.req.get_headers),"
                        + " try(ngx.say, 'x'), try(ngx.redirect, '/'), try(ngx.sleep, 0), try(ngx.req.read_body),"
                        + " ngx.re.match('ab', 'b')[0], ngx.escape_uri(' '), ngx.get_phase() }"
                        + " for _, line in ipairs(all) do ngx.log(ngx.NOTICE, line) end ngx.exit(0) ngx.log(ngx.NOTICE, 'not here') end)");
        String none = "API disabled in the current context";
        String timer = "API disabled in the context of ngx.timer";
        List<String> wanted =
                List.of("1", none, none, none, none, none, timer, timer, "ok", timer, "b", "%20", "timer");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> gateway.messages().size() >= wanted.size());
        List<String> said = gateway.messages();
        assertEquals(wanted.size(), said.size(), said.toString());
        for (int i = 0; i < wanted.size(); i++) {
            assertTrue(said.get(i).endsWith(": " + wanted.get(i)), said.get(i));
        }
    }

    @Test
    void recurringTimersRecur() {
        run(
                "local n = 0 ngx.timer.every(0.01, function() n = n + 1 if n < 4 then ngx.log(ngx.NOTICE, 'tick ', n) end end)");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> gateway.messages().size() == 3);
        assertTrue(gateway.messages().get(2).endsWith("tick 3"));
    }
}
