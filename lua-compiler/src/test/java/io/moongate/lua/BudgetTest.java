package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaFunction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runaways end, and nobody else notices. */
@Timeout(60)
final class BudgetTest {
    private static final Limits CPU = Limits.NONE.withCpu(Duration.ofMillis(50));

    private final Script script = new Script();

    private BudgetExceeded exceed(String source, Limits limits) {
        LuaFunction function = script.load(source);
        script.state.beginBudget(Budget.open(limits));
        try {
            return assertThrows(BudgetExceeded.class, () -> Call.call(function));
        } finally {
            script.state.endBudget();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "for i = 1, math.huge do end",
                "::top:: goto top",
                "local function f() return f() end f()",
                "while true do pcall(function() while true do end end) end",
                "for i = 1, math.huge do string.rep('x', 1000) end",
                "local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end",
                "return ('a'):rep(60):find(('a*'):rep(60) .. 'b')",
                "table.sort({3, 1, 2}, function(a, b) while true do end end)",
            })
    void endsWhatTakesTooLong(String source) {
        BudgetExceeded exceeded = exceed(source, CPU);
        assertTrue(exceeded.text().startsWith("t:1: CPU time limit of 50 ms exceeded"), exceeded.text());
        assertFalse(Budget.tripped);
        assertEquals("2", script.run("return 1 + 1"));
    }

    @Test
    void namesTheLine() {
        assertTrue(exceed("local n = 0\nwhile true do\n  n = n + 1\nend", CPU)
                .text()
                .startsWith("t:2: "));
    }

    @Test
    void endsWhatAllocatesTooMuch() {
        BudgetExceeded exceeded = exceed(
                "local t = {} for i = 1, math.huge do t[i] = {i} end", Limits.NONE.withAllocatedBytes(20_000_000));
        assertTrue(exceeded.text().contains("memory limit of 19531 KB exceeded"), exceeded.text());
    }

    @Test
    void endsEndlessRecursionUnderPcall() {
        exceed("while true do pcall(function() local function r() return 1 + r() end return r() end) end", CPU);
    }

    @Test
    void leavesOthersAlone() throws InterruptedException {
        Script other = new Script();
        script.state.enter();
        Thread slow = new Thread(() -> {
            other.state.enter();
            other.run("local n = 0 for i = 1, 3e7 do n = n + i % 3 end return n");
            other.printed.add("done");
        });
        slow.start();
        exceed("while true do end", CPU);
        slow.join();
        assertEquals("done", other.printed.getFirst());
    }
}
