package io.moongate.lua.value;

import io.moongate.lua.strand.Scope;
import io.moongate.lua.strand.Strand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A coroutine: a function on a stack of its own. */
public final class Coroutine {
    /** How many may stand upon one another: many more than anybody wants, and few enough to be left in time. */
    private static final int DEEPEST = 1_000;

    private static final Scope SCOPE = new Scope("lua-coroutine");
    /** What {@code coroutine.status} answers. */
    public enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    private final LuaFunction function;
    private final Strand strand;
    private boolean started;
    private Status status = Status.SUSPENDED;
    /** What goes in by resume and comes out by yield or return: one value as itself, otherwise {@link Values}. */
    private @Nullable Object transfer;

    private boolean finished;
    private @Nullable Throwable failure;
    private @Nullable LuaTable environment;
    /** How many slots of its own stack it has taken while it stands still. */
    private int used;
    /** How many coroutines stand below it, itself included, while it runs. */
    private int nesting;
    /** The stack of the error that ended it. */
    private String lastTraceback = "";

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

    /** Its levels, at most so many, while it stands still in the midst of its function; otherwise none. */
    public List<Where.Level> levels(int most) {
        StackWalker walker = status == Status.SUSPENDED && started ? strand.walker() : null;
        return walker == null ? List.of() : Where.levels(walker, most);
    }

    /** LuaJIT's traceback of it from this level on: where it stands still, or where it was ended by an error. */
    public String traceback(int from) {
        return status == Status.DEAD && from == 0 && !lastTraceback.isEmpty()
                ? lastTraceback
                : Where.traceback(levels(Integer.MAX_VALUE), from);
    }

    private void run() {
        started = true;
        try {
            Object given = transfer;
            transfer = Values.resolve(
                    given instanceof Values values ? function.callN(values.items) : function.call1(given));
        } catch (Throwable thrown) {
            failure = thrown;
            if (thrown instanceof LuaError error) {
                lastTraceback = error.traceback();
            }
            transfer = null;
        }
        finished = true;
    }

    /** {@link #resumeWith} for values in arrays. */
    public @Nullable Object[] resume(@Nullable Object[] arguments) {
        return Values.array(resumeWith(Values.of(arguments)));
    }

    /**
     * Runs until it yields or ends; answers what it yielded or returned. What it threw is thrown here. Only a suspended
     * coroutine may be resumed: the caller has looked at {@link #status}. Values go in and come out as results do: one
     * as itself, none or several as {@link Values}.
     */
    public @Nullable Object resumeWith(@Nullable Object arguments) {
        LuaState state = LuaState.current();
        Coroutine resumer = state.running();
        nesting = resumer == null ? 1 : resumer.nesting + 1;
        if (nesting > DEEPEST) {
            throw LuaError.caller("C stack overflow");
        }
        Depth depth = state.depth();
        int usedOutside = depth.used();
        depth.setUsed(used);
        LuaState.Protection protection = state.protect(LuaState.Protection.COROUTINE);
        ErrorHandler handler = state.handleBy(null);
        if (resumer != null) {
            resumer.status = Status.NORMAL;
        }
        status = Status.RUNNING;
        transfer = arguments;
        state.setRunning(this);
        strand.run();
        used = depth.used();
        depth.setUsed(usedOutside);
        state.setRunning(resumer);
        state.protect(protection);
        state.handleBy(handler);
        if (resumer != null) {
            resumer.status = Status.RUNNING;
        }
        status = finished ? Status.DEAD : Status.SUSPENDED;
        Object out = transfer;
        transfer = null;
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

    /** Leaves the running coroutine with these values, if there is one; answers what the next resume brings. */
    public static @Nullable Object yieldWith(@Nullable Object values) {
        LuaState state = LuaState.current();
        Coroutine me = state.running();
        if (me == null) {
            throw LuaError.caller("attempt to yield across C-call boundary");
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
        Object brought = me.transfer;
        me.transfer = null;
        return brought;
    }

    /** Makes a suspended coroutine dead without running it. */
    public void kill() {
        status = Status.DEAD;
    }
}
