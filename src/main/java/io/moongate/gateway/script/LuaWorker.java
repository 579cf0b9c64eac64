package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Worker;
import io.moongate.lua.Fiber;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with a Lua world of its own, and the request and plugin that it works for at the moment. While a walk
 * waits, others use the world; what belongs to the walk is put back when it goes on.
 */
public final class LuaWorker implements Worker {
    private final int index;
    private final Executor executor;
    private final Script script;
    private final ScriptLog log;
    private final LuaState state = new LuaState();
    private final LuaTable headerLookup = new LuaTable();
    private final Json json = new Json();
    private final Sandbox sandbox;
    private @Nullable Exchange exchange;
    private @Nullable Functions running;

    /** A worker whose tasks run on this executor, which must be one thread. */
    public LuaWorker(int index, Executor executor, Script script) {
        this.index = index;
        this.executor = executor;
        this.script = script;
        this.log = new ScriptLog(this, script.log());
        headerLookup.put(
                Metamethod.INDEX.key(),
                NativeFunction.of2(
                        "__index",
                        (table, name) -> name instanceof String text && table instanceof LuaTable map
                                ? map.get(HeaderText.key(text))
                                : null));
        LuaState before = state.enter();
        try {
            this.sandbox = new Sandbox(this);
        } finally {
            LuaState.restore(before);
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void start(@Nullable Exchange walker, Runnable walk) {
        Exchange exchangeBefore = exchange;
        Functions runningBefore = running;
        LuaState before = state.enter();
        exchange = walker;
        running = null;
        try {
            Fiber.start(executor, walk);
        } finally {
            exchange = exchangeBefore;
            running = runningBefore;
            LuaState.restore(before);
        }
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        Exchange mine = exchange;
        Functions runner = running;
        try {
            return Fiber.<T>await(stage);
        } catch (HostSignal | CompletionException asItIs) {
            throw asItIs;
        } catch (Exception failure) {
            throw new CompletionException(failure);
        } finally {
            exchange = mine;
            running = runner;
        }
    }

    /** Runs a function of the present request in a fiber of its own, until it ends or first waits. */
    public void beside(Runnable body) {
        Exchange mine = exchange;
        Functions runner = running;
        LuaState.Suspension suspension = state.suspend();
        try {
            Fiber.start(executor, body);
        } finally {
            state.enter();
            state.resume(suspension);
            exchange = mine;
            running = runner;
        }
    }

    /** Runs something on an account of its own. */
    public void budgeted(Runnable body) {
        Budget outer = state.budget();
        state.beginBudget(Budget.open(script.limits().call()));
        try {
            body.run();
        } finally {
            state.endBudget();
            if (outer != null) {
                state.beginBudget(outer);
            }
        }
    }

    /** Makes a request and a plugin the present ones; what was before must be put back by {@link #leave}. */
    Seat enter(Exchange present, @Nullable Functions plugin) {
        Seat before = new Seat(exchange, running, state.enter());
        exchange = present;
        running = plugin;
        return before;
    }

    void leave(Seat before) {
        exchange = before.exchange;
        running = before.running;
        LuaState.restore(before.state);
    }

    /** What a worker was at. */
    record Seat(
            @Nullable Exchange exchange,
            @Nullable Functions running,
            @Nullable LuaState state) {}

    /** The present request, if any. */
    public @Nullable Exchange exchangeOrNull() {
        return exchange;
    }

    /** The present request; only for what is called where there is one. */
    public Exchange exchange() {
        Exchange present = exchange;
        if (present == null) {
            throw new IllegalStateException("no request");
        }
        return present;
    }

    /** The plugin whose functions run, if any. */
    public @Nullable Functions running() {
        return running;
    }

    public Script script() {
        return script;
    }

    public ScriptLog log() {
        return log;
    }

    public LuaState state() {
        return state;
    }

    /** The metatable of tables of headers: names in any case, with {@code _} for {@code -}. */
    public LuaTable headerLookup() {
        return headerLookup;
    }

    public Json json() {
        return json;
    }

    Sandbox sandbox() {
        return sandbox;
    }
}
