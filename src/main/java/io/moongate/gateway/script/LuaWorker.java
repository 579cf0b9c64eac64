package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Configuration;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.Worker;
import io.moongate.gateway.script.net.Network;
import io.moongate.gateway.script.net.Trust;
import io.moongate.gateway.script.pdk.RequestTracing;
import io.moongate.lua.Fiber;
import io.moongate.lua.Lua;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with a Lua world of its own, and the request and plugin that it works for at the moment. While a walk
 * waits, others use the world; what belongs to the walk is put back when it goes on.
 */
public final class LuaWorker implements Worker {
    /** The stack that a worker's thread should have. */
    public static final long STACK_BYTES = Lua.STACK_BYTES;

    private final int index;
    private final Executor executor;
    private final Script script;
    private final Trust trust;
    private final ScriptLog log;
    private final LuaState state = new LuaState();
    private final LuaTable headerLookup = Namespace.hide(new LuaTable());
    private final Json json = new Json();
    private final Sandbox sandbox;
    private @Nullable Exchange exchange;
    private @Nullable Functions running;
    /** The thread that runs; null for that of a request's own walk. */
    private @Nullable LuaThread thread;

    private final List<Runnable> endings = new ArrayList<>(1);
    private boolean exiting;
    private @Nullable Network network;
    private @Nullable RequestTracing tracer;

    /** A worker whose tasks run on this executor, which must be one thread. */
    public LuaWorker(int index, Executor executor, Script script) {
        this(index, executor, script, script.trust());
    }

    /** @param trust whose certificates the connections of functions believe */
    public LuaWorker(int index, Executor executor, Script script, Trust trust) {
        this.trust = trust;
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
        LuaThread threadBefore = thread;
        LuaState before = state.enter();
        exchange = walker;
        running = null;
        thread = null;
        try {
            Tracing tracing = script.tracing();
            boolean traced = tracing.on() && walker != null && walker.phase != Phase.CERTIFICATE;
            if (walker != null && traced) {
                tracer().begin(walker, tracing);
            }
            Fiber.start(executor, walker == null ? walk : () -> toTheEnd(walker, walk, traced));
        } finally {
            exchange = exchangeBefore;
            running = runningBefore;
            thread = threadBefore;
            LuaState.restore(before);
        }
    }

    private void toTheEnd(Exchange walker, Runnable walk, boolean traced) {
        try {
            walk.run();
        } finally {
            if (traced) {
                tracer().end(walker, script.tracing());
            }
            RequestState left = RequestState.peek(walker);
            if (left != null && left.lifetime != null) {
                left.lifetime.end();
            }
        }
    }

    private RequestTracing tracer() {
        RequestTracing present = tracer;
        if (present == null) {
            present = new RequestTracing(this);
            tracer = present;
        }
        return present;
    }

    /** Runs something that belongs to no request, and may wait; what it leaves open is closed at its end. */
    public void startTimer(Runnable body) {
        start(null, () -> {
            Lifetime lifetime = new Lifetime();
            thread = lifetime.main();
            try {
                body.run();
                lifetime.join(this);
            } finally {
                lifetime.end();
            }
        });
    }

    @Override
    public void abandon(Exchange gone) {
        RequestState left = RequestState.peek(gone);
        if (left != null && left.lifetime != null) {
            left.lifetime.abandon(new ExitSignal(Outcome.Dropped.CLOSE));
        }
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        Exchange mine = exchange;
        Functions runner = running;
        LuaThread line = thread;
        try {
            return line == null && runner == null
                    ? Fiber.<T>await(stage)
                    : thread().await(stage, loop(), state.budget());
        } catch (HostSignal | CompletionException asItIs) {
            throw asItIs;
        } catch (Exception failure) {
            throw new CompletionException(failure);
        } finally {
            exchange = mine;
            running = runner;
            thread = line;
        }
    }

    /** Runs a function of the present request in a thread of its own, until it ends or first waits. */
    public LuaThread beside(Consumer<LuaThread> body) {
        Exchange mine = exchange;
        Functions runner = running;
        LuaThread line = thread;
        Lifetime lifetime = lifetime();
        LuaThread fresh = new LuaThread(lifetime);
        LuaState.Suspension suspension = state.suspend();
        lifetime.began(fresh);
        thread = fresh;
        try {
            Fiber.start(executor, () -> {
                try {
                    body.accept(fresh);
                } finally {
                    lifetime.ended(fresh);
                }
            });
        } finally {
            state.enter();
            state.resume(suspension);
            exchange = mine;
            running = runner;
            thread = line;
        }
        return fresh;
    }

    /** The thread that runs. */
    public LuaThread thread() {
        LuaThread line = thread;
        return line == null ? RequestState.of(exchange()).lifetime().main() : line;
    }

    /** Whose end closes what functions open now. */
    public Lifetime lifetime() {
        return thread().lifetime();
    }

    /** Waits for the threads that functions of this request started. */
    void join() {
        RequestState mine = exchange == null ? null : RequestState.peek(exchange);
        if (mine != null && mine.lifetime != null) {
            mine.lifetime.join(this);
        }
    }

    /** Ends them. */
    void endThreads() {
        RequestState mine = exchange == null ? null : RequestState.peek(exchange);
        if (mine != null && mine.lifetime != null) {
            mine.lifetime.endThreads();
        }
    }

    /** Has something done when the process ends. */
    public void atEnd(Runnable task) {
        endings.add(task);
    }

    @Override
    public void end() {
        exiting = true;
        endings.forEach(Runnable::run);
    }

    /** Whether the process is ending. */
    public boolean exiting() {
        return exiting;
    }

    /** Waits some time. */
    public void sleep(long millis) {
        CompletableFuture<@Nullable Void> woken = new CompletableFuture<>();
        Future<?> alarm = loop().schedule(() -> woken.complete(null), millis, TimeUnit.MILLISECONDS);
        try {
            this.<@Nullable Void>await(woken);
        } finally {
            alarm.cancel(false);
        }
    }

    /** The event loop itself. */
    public EventLoop loop() {
        if (executor instanceof EventLoop loop) {
            return loop;
        }
        throw new IllegalStateException("this worker has no event loop");
    }

    /** The connections of this worker's functions. */
    public Network network() {
        Network present = network;
        if (present == null) {
            present = new Network(loop(), trust);
            network = present;
        }
        return present;
    }

    /** Runs the function of a timer, on an account of its own. */
    public void budgeted(Runnable body) {
        Budget outer = state.budget();
        state.beginBudget(Budget.open(script.limits().timer()));
        try {
            body.run();
        } finally {
            state.endBudget();
            if (outer != null) {
                state.beginBudget(outer);
            }
        }
    }

    /** Runs a thread's function on the account of what started it, which stays open when the thread ends. */
    public void onAccount(@Nullable Budget account, Runnable body) {
        if (account == null) {
            body.run();
            return;
        }
        state.beginBudget(account);
        try {
            body.run();
        } finally {
            state.suspend();
        }
    }

    /** Makes a request and a plugin the present ones; what was before must be put back by {@link #leave}. */
    Seat enter(Exchange present, @Nullable Functions plugin) {
        LuaState outer = state.enter();
        Seat before = new Seat(exchange, running, outer, state.mark());
        exchange = present;
        running = plugin;
        return before;
    }

    void leave(Seat before) {
        exchange = before.exchange;
        running = before.running;
        state.backTo(before.mark);
        LuaState.restore(before.state);
    }

    /**
     * Calls back what a function left for a later phase, on an account of its own.
     *
     * @param plugin whose function it is
     */
    public <T extends @Nullable Object> T callBack(
            Exchange present, @Nullable Functions plugin, Phase phase, Supplier<T> body) {
        Seat before = enter(present, plugin);
        Phase phaseBefore = present.phase;
        present.phase = phase;
        Budget outer = state.budget();
        state.beginBudget(Budget.open(script.limits().call()));
        try {
            return body.get();
        } finally {
            state.endBudget();
            if (outer != null) {
                state.beginBudget(outer);
            }
            present.phase = phaseBefore;
            leave(before);
        }
    }

    /** What a worker was at. */
    record Seat(
            @Nullable Exchange exchange,
            @Nullable Functions running,
            @Nullable LuaState state,
            LuaState.Mark mark) {}

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

    /** What the present request is handled by; without one, what is in force. */
    public Configuration configuration() {
        Exchange present = exchange;
        return present == null ? script.configurationInForce() : present.configuration;
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
