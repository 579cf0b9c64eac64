package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How deep calls nest: as in LuaJIT, and again after errors, waits and coroutines. */
@ExtendWith(OnLuaThread.class)
final class DepthTest {
    private static final String DEPTH = "local n = 0 local function r() n = n + 1 return 1 + r() end ";

    private static String run(String source) {
        return new Script().run(source);
    }

    /** The numbers are LuaJIT's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "32741 | local function r() n = n + 1 return 1 + r() end",
                "21825 | local function r(a) n = n + 1 return 1 + r(a) end",
                " 9354 | local function r(a, b, c) n = n + 1 local d, e = a, b return 1 + r(a, b, c) end",
                "16368 | local function r(...) n = n + 1 return 1 + r(...) end",
                " 5457 | local function r() n = n + 1 local a,b,c,d,e,f,g,h,i,j = 1,2,3,4,5,6,7,8,9,10 return 1 + r() end",
                "  358 | local function r(...) n = n + 1 return 1 + r(1, ...) end",
                "10912 | local function r() n = n + 1 for i = 1, 1 do local x = r() end end",
                "10913 | local function r() n = n + 1 for i in pairs({1}) do local x = r() end end",
            })
    void callsNestAsInLuaJit(int levels, String function) {
        String source =
                "local n = 0 " + function + " local ok, e = pcall(r) assert(e == 't:1: stack overflow', e) return n";
        double reached = Double.parseDouble(run(source));
        assertEquals(levels, reached, levels / 200.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i = 1, 20 do n = 0 pcall(r) end return n",
                "for i = 1, 20 do n = 0 xpcall(r, function(e) return e end) end return n",
                "for i = 1, 70000 do pcall(error, 'x') pcall(function() local x = nil + 1 end) end n = 0 pcall(r) return n",
                "for i = 1, 70000 do coroutine.resume(coroutine.create(function() error('x') end)) end pcall(r) return n",
                "for i = 1, 70000 do load(function() error('x') end) end pcall(r) return n",
                "for i = 1, 70000 do xpcall(error, function() error('y') end) end pcall(r) return n",
                "local t = setmetatable({}, {__index = function(t, k) return k end}) for i = 1, 70000 do n = t[i] end n = 0 pcall(r) return n",
                "for i = 1, 7000 do local s = ('xx'):gsub('x', function() return string.rep('y', 2) end) end pcall(r) return n",
                "for i = 1, 7000 do table.sort({3, 2, 1}, function(a, b) return math.min(a, b) == a end) end pcall(r) return n",
                "for i = 1, 7000 do pcall(table.sort, {3, 2, 1}, function() error('x') end) end pcall(r) return n",
                "local function t(k) if k > 0 then return t(k - 1) end end t(100000) pcall(r) return n",
            })
    void whatIsOverLeavesTheWholeStack(String use) {
        assertEquals(32_700, Double.parseDouble(run(DEPTH + use)), 100);
    }

    @Test
    void aCoroutineHasAStackOfItsOwn() {
        assertEquals(
                "true",
                run(DEPTH + "local outer = 0 pcall(r) local whole = n\n"
                        + "local function down(k) if k > 0 then return 1 + down(k - 1) end\n"
                        + "  n = 0 coroutine.wrap(function() pcall(r) end)() return 0 end\n"
                        + "down(10000) return math.abs(n - whole) < 10"));
    }

    @Test
    void aCoroutineKeepsItsDepthWhileOthersRun() {
        assertEquals(
                "true",
                run(DEPTH + "local function down(k) if k > 0 then return 1 + down(k - 1) end\n"
                        + "  coroutine.yield() n = 0 pcall(r) return 0 end\n"
                        + "local a = coroutine.wrap(down) a(1000) pcall(r) local whole = n a()\n"
                        + "return n < whole - 1000 and n > 25000"));
    }

    @Test
    void coroutinesNestAThousandDeep() {
        assertEquals(
                "1000",
                run("local n = 0 local function r() n = n + 1 return coroutine.wrap(r)() end pcall(r) return n - 1"));
    }

    @Test
    void aHandlerHasRoomWhereTheStackIsFull() {
        assertEquals(
                "t:1: stack overflow10",
                run("local function r() return 1 + r() end local _, e = xpcall(r, function(m)\n"
                        + "local function q(k) if k == 0 then return 0 end return 1 + q(k - 1) end return m .. q(10) end)\n"
                        + "return e"));
    }

    /** A host that catches errors without telling anybody. */
    @Test
    void aHostsErrorsDoNotFillTheStack() {
        Script script = new Script();
        LuaFunction failing =
                script.load("local function f(k) if k == 0 then error('x') end return 1 + f(k - 1) end f(9)");
        for (int i = 0; i < 10_000; i++) {
            try {
                Call.call(failing);
                fail("it did not fail");
            } catch (LuaError e) {
                if (!e.text().equals("t:1: x")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aFunctionOfAnotherStateRunsToo() {
        Script one = new Script();
        LuaFunction sum =
                one.load("local function s(k) if k == 0 then return 0 end return k + s(k - 1) end return s(10)");
        Script other = new Script();
        String last = "";
        for (int i = 0; i < 10_000; i++) {
            last = Script.show(new Object[] {Call.call(sum)});
        }
        assertEquals(other.state, LuaState.current());
        assertEquals("55", last);
    }

    @Test
    void aLimitIsGoneWithItsAccount() {
        Script script = new Script();
        for (int i = 0; i < 100; i++) {
            script.state.beginBudget(Budget.open(Limits.NONE.withDepth(500)));
            script.run("local function r(k) if k > 0 then return 1 + r(k - 1) end return 0 end return r(150)");
            script.state.endBudget();
        }
        assertEquals(32_700, Double.parseDouble(script.run(DEPTH + "pcall(r) return n")), 100);
    }

    /** Whoever is out of time does not walk through a deep stack as well. */
    @Test
    void theTraceOfADeepCallThatIsEndedIsCut() {
        Script script = new Script();
        LuaFunction deep = script.load(
                "local function r(k) if k == 0 then while true do end end\nreturn 1 + r(k - 1) end r(9000)");
        script.state.beginBudget(Budget.open(Limits.NONE.withCpu(Duration.ofMillis(20))));
        BudgetExceeded ended = assertThrows(BudgetExceeded.class, () -> Call.call(deep));
        script.state.endBudget();
        String start = "stack traceback:\n\tt:1: in function 'r'" + "\n\tt:2: in function 'r'".repeat(11);
        assertEquals(start + "\n\t...", ended.traceback());
    }
}
