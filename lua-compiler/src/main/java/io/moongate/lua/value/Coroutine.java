package io.moongate.lua.value;

import io.moongate.lua.strand.Scope;
import io.moongate.lua.strand.Strand;
import org.jspecify.annotations.Nullable;

/** A coroutine: a function on a stack of its own. */
public final class Coroutine {
    private static final Scope SCOPE = new Scope("lua-coroutine");
    private static final @Nullable Object[] NO_VALUES = {};

    /** What {@code coroutine.status} answers. */
    public enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    private final LuaFunction function;
    private final Strand strand;
    private Status status = Status.SUSPENDED;
    /** What goes in by resume and comes out by yield, return or error. */
    private @Nullable Object[] transfer = NO_VALUES;

    private @Nullable Throwable failure;
    private @Nullable LuaTable environment;

    public Coroutine(LuaFunction function) {
        this.function = function;
        this.strand = Strand.of(SCOPE, this::run);
    }

    public Status status() {
        return status;
    }

    public LuaFunction function() {
        return function;
    }

    /** The environment of the thread, if one was set. */
    public @Nullable LuaTable environment() {
        return environment;
    }

    public void setEnvironment(@Nullable LuaTable table) {
        environment = table;
    }

    private void run() {
        try {
            transfer = Values.array(Values.resolve(function.callN(transfer)));
        } catch (Throwable thrown) {
            failure = thrown;
            transfer = NO_VALUES;
        }
    }

    /**
     * Runs until it yields or ends; answers what it yielded or returned. What it threw is thrown here. Only a suspended
     * coroutine may be resumed: the caller has looked at {@link #status}.
     */
    public @Nullable Object[] resume(@Nullable Object[] arguments) {
        LuaState state = LuaState.current();
        Coroutine resumer = state.running();
        LuaState.Protection protection = state.protect(LuaState.Protection.PCALL);
        ErrorHandler handler = state.handleBy(null);
        if (resumer != null) {
            resumer.status = Status.NORMAL;
        }
        status = Status.RUNNING;
        transfer = arguments;
        state.setRunning(this);
        strand.run();
        state.setRunning(resumer);
        state.protect(protection);
        state.handleBy(handler);
        if (resumer != null) {
            resumer.status = Status.RUNNING;
        }
        status = strand.isDone() ? Status.DEAD : Status.SUSPENDED;
        @Nullable Object[] out = transfer;
        transfer = NO_VALUES;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw sneaky(thrown);
        }
        return out;
    }

    private static RuntimeException sneaky(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }

    /** Leaves the running coroutine with these values; answers what the next resume brings. */
    public static @Nullable Object[] yield(@Nullable Object[] values) {
        LuaState state = LuaState.current();
        Coroutine me = state.running();
        if (me == null) {
            throw LuaError.caller("attempt to yield outside a coroutine");
        }
        LuaState.Protection protection = state.protection();
        ErrorHandler handler = state.handler();
        me.transfer = values;
        try {
            Strand.leave(SCOPE);
        } catch (Strand.PinnedException e) {
            throw LuaError.caller("attempt to yield across C-call boundary");
        }
        state.protect(protection);
        state.handleBy(handler);
        return me.transfer;
    }

    /** Makes a suspended coroutine dead without running it. */
    public void kill() {
        status = Status.DEAD;
    }
}
