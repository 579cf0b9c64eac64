package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting from anywhere in Lua, on an event loop that is this test's own queue. */
@Timeout(30)
final class FiberTest {
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final Script script = new Script();

    private void drain() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private CompletableFuture<String> waitFunction() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        script.state.globals().put("wait", NativeFunction.of0("wait", () -> Fiber.await(stage)));
        return stage;
    }

    private Fiber start(String source) {
        LuaFunction function = script.load(source);
        return Fiber.start(loop::add, () -> {
            LuaState previous = script.state.enter();
            try {
                log.add(Script.show(Values.array(Call.call(function))));
            } catch (LuaError e) {
                log.add("error " + e.text());
            } finally {
                LuaState.restore(previous);
            }
        });
    }

    private void waitsIn(String source, String expected) {
        CompletableFuture<String> stage = waitFunction();
        Fiber fiber = start(source);
        assertFalse(fiber.isDone());
        assertNull(Fiber.current());
        assertTrue(log.isEmpty());
        stage.complete("v");
        assertTrue(log.isEmpty(), "resumed outside of the loop");
        drain();
        assertTrue(fiber.isDone());
        assertEquals(List.of(expected), log);
    }

    @Test
    void waitsInStraightCode() {
        waitsIn("local x = wait() return x .. '!'", "v!");
    }

    @Test
    void waitsUnderPcall() {
        waitsIn("return pcall(function() return wait() end)", "true,v");
    }

    @Test
    void waitsInACoroutineWithoutYieldingIt() {
        waitsIn(
                "local c = coroutine.wrap(function() local a = wait() coroutine.yield(a) return 'end' end)"
                        + " return c(), c()",
                "v,end");
    }

    @Test
    void waitsInNestedCoroutines() {
        waitsIn(
                "local outer = coroutine.wrap(function() local inner = coroutine.wrap(function()"
                        + " coroutine.yield(wait()) return 2 end) coroutine.yield(inner()) return inner() end)"
                        + " return outer(), outer()",
                "v,2");
    }

    @Test
    void waitsInMetamethodsAndSort() {
        waitsIn("local t = setmetatable({}, {__index = function() return wait() end}) return t.x", "v");
    }

    @Test
    void interleavesFibersOfOneWorld() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        script.state.globals().put("first", NativeFunction.of0("first", () -> Fiber.await(first)));
        script.state.globals().put("second", NativeFunction.of0("second", () -> Fiber.await(second)));
        start("return pcall(function() return 'a' .. first() end)");
        start("local c = coroutine.wrap(function() return 'b' .. second() end) return c()");
        second.complete("2");
        drain();
        first.complete("1");
        drain();
        assertEquals(List.of("b2", "true,a1"), log);
    }

    @Test
    void throwsTheCauseAsItIs() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        script.state.globals().put("wait", NativeFunction.of0("wait", () -> Fiber.await(stage)));
        start("return pcall(wait)");
        stage.completeExceptionally(new CompletionException(new LuaError("refused")));
        drain();
        assertEquals(List.of("false,refused"), log);
    }

    @Test
    void needsNoFiberForWhatIsThere() {
        assertEquals("x", Fiber.await(CompletableFuture.completedFuture("x")));
        assertThrows(IllegalStateException.class, () -> Fiber.await(new CompletableFuture<String>()));
    }

    @Test
    void givesWhatTheBodyThrowsToWhoEntered() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Fiber.start(loop::add, () -> {
            Fiber.await(stage);
            throw new IllegalArgumentException("from the body");
        });
        stage.complete("");
        assertEquals(
                "from the body",
                assertThrows(IllegalArgumentException.class, this::drain).getMessage());
    }

    @Test
    void isFastHere() {
        assertTrue(Fiber.warning().isEmpty(), "tests are meant to run with the JVM's continuations");
    }
}
