package io.moongate.lua.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.OnLuaThread;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Values;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of runaway ends soon after its limit, says which and where, and leaves its world as good as new. */
@Timeout(120)
@ExtendWith(OnLuaThread.class)
final class RunawayTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LIMIT_MILLIS = 60;
    private static final long GRACE_MILLIS = 20;
    /** For the other limits: a test that fails ends too. */
    private static final Limits SAFE = Limits.NONE.withCpu(Duration.ofSeconds(20));

    /** Processor time is measured, but on a busy machine the one who measures may himself have to wait. */
    private static final int ATTEMPTS = 4;

    private final Lua lua = new Lua();
    private final LuaState state = new LuaState();

    RunawayTest() {
        state.enter();
        new StandardLibrary(lua, Grant.NONE, line -> {}).install(state);
    }

    @AfterEach
    void leave() {
        state.dispose();
    }

    private LuaFunction load(String source, boolean countsSteps) throws LuaSyntaxException {
        LuaOptions options = LuaOptions.named("=t");
        return lua.compile(source, countsSteps ? options.countingSteps() : options)
                .instantiate(state.globals());
    }

    /** Runs until the budget ends it; answers how many milliseconds of processor time that took. */
    private double run(String source, Limits limits, String words) throws LuaSyntaxException {
        state.enter();
        LuaFunction function = load(source, limits.steps() != 0);
        state.beginBudget(Budget.open(limits));
        long begun = THREADS.getCurrentThreadCpuTime();
        try {
            Object result = Call.call(function);
            throw new AssertionError("it ended by itself: " + Values.first(result));
        } catch (LuaError e) {
            throw new AssertionError("it ended by itself: " + e.text(), e);
        } catch (BudgetExceeded exceeded) {
            double used = (THREADS.getCurrentThreadCpuTime() - begun) / 1e6;
            assertEquals("t:1: " + words, exceeded.text());
            return used;
        } finally {
            state.endBudget();
        }
    }

    private void assertGoodAsNew() throws LuaSyntaxException {
        assertFalse(Budget.tripped);
        assertNull(state.running());
        assertEquals(2.0, Values.first(Call.call(load("return 1 + 1", false))));
    }

    @ParameterizedTest
    @EnumSource(Runaway.class)
    void endsSoonAfterItsTime(Runaway kind) throws LuaSyntaxException {
        Limits limits = Limits.NONE.withCpu(Duration.ofMillis(LIMIT_MILLIS));
        double most = LIMIT_MILLIS + GRACE_MILLIS;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > most; i++) {
            best = Math.min(best, run(kind.source, limits, "CPU time limit of " + LIMIT_MILLIS + " ms exceeded"));
        }
        assertTrue(best <= most, "it used " + best + " ms");
        assertGoodAsNew();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REP", "CONCAT", "UPPER", "TABLE_GROWTH", "KEY_GROWTH", "TABLE_CONCAT", "NEW_COROUTINES",
                        "CONCAT_SMALL",
                "GSUB_CALLBACK", "GSUB_TABLE", "BUFFER_GET", "UNPACK", "PCALL_ERROR", "LOAD", "LOAD_READER", "SORT",
                "JSON_STRING", "JSON_LARGE", "NEW_TABLES", "FORMAT_QUOTED", "FORMAT", "CLONE", "INDEX_FUNCTION"
            })
    void endsWhenItHasMadeTooMuch(Runaway kind) throws LuaSyntaxException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(kind.source, SAFE.withAllocatedBytes(32 << 20), "memory limit of 32768 KB exceeded");
        long made = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(made < 512L << 20, "it made " + made + " bytes");
        assertGoodAsNew();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do pcall(string.rep, 'x', 2e6) end",
                "while true do pcall(string.rep, 'x', 1e6, ',') end",
                "local s = 'x' while true do s = s .. s end",
                "local s = 'x' while true do s = s .. s .. s end",
                "local t = {} for i = 1, 1e5 do t[i] = 'twelve bytes' end while true do pcall(table.concat, t) end",
                "local s = ('x'):rep(1e6) while true do pcall(string.gsub, s, 'x', 'yy') end",
                "local s = ('x'):rep(1e6) while true do pcall(string.format, '%s%s', s, s) end",
                "local s = ('\"'):rep(1e6) while true do pcall(string.format, '%q', s) end",
                "local b = require('string.buffer').new() while true do pcall(b.put, b, 'xxxxxxxxxxxxxxxx') end",
                "load(function() return 'x = 1 ' end)",
                "local s = ('\"'):rep(1e6) while true do pcall(require('cjson').encode, s) end",
            })
    void endsWhenAStringGetsTooLong(String source) throws LuaSyntaxException {
        run(source, SAFE.withStringBytes(1 << 20), "string size limit of 1024 KB exceeded");
        assertGoodAsNew();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_WHILE", "RECURSION_CAUGHT", "COROUTINES", "PATTERN", "SORT", "PCALL", "GSUB_CALLBACK"})
    void endsWhenItTakesTooLong(Runaway kind) throws LuaSyntaxException {
        run(kind.source, SAFE.withWall(Duration.ofMillis(30)), "wall time limit of 30 ms exceeded");
        assertGoodAsNew();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_WHILE", "GOTO", "TAIL_RECURSION", "COROUTINES", "GENERIC_FOR", "PCALL", "IN_COROUTINE"})
    void endsAfterSoManySteps(Runaway kind) throws LuaSyntaxException {
        run(kind.source, SAFE.withSteps(5000), "step limit of 5000 exceeded");
        assertGoodAsNew();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function r() return 1 + r() end while true do pcall(r) end",
                "local function r() pcall(r) end r()",
                "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end",
                "local function r() return (('x'):gsub('.', r)) end r()",
            })
    void endsWhenItGetsTooDeep(String source) throws LuaSyntaxException {
        run(source, SAFE.withDepth(1000), "depth limit of 1000 slots exceeded");
        assertGoodAsNew();
    }

    @Test
    void aThousandLeaveNothingBehind() throws LuaSyntaxException {
        List<Runaway> kinds = List.of(Runaway.values());
        runSome(kinds, 100);
        long heap = heap();
        int threads = Thread.getAllStackTraces().size();
        runSome(kinds, 1000);
        assertGoodAsNew();
        assertTrue(heap() < heap + (16 << 20), "the heap grew from " + heap + " to " + heap());
        assertTrue(Thread.getAllStackTraces().size() <= threads + 1, "threads were left behind");
    }

    private void runSome(List<Runaway> kinds, int count) throws LuaSyntaxException {
        for (int i = 0; i < count; i++) {
            String source = kinds.get(i % kinds.size()).source;
            run(source, Limits.NONE.withCpu(Duration.ofMillis(1)), "CPU time limit of 1 ms exceeded");
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
