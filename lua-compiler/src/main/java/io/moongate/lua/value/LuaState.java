package io.moongate.lua.value;

import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Watchdog;
import io.moongate.lua.strand.Strand;
import org.jspecify.annotations.Nullable;

/**
 * A world of Lua: what all its functions share without naming it. It belongs to one thread at a time, usually one for
 * good; {@link #enter} makes it the current one.
 */
public final class LuaState {
    private static final int LARGE = 1 << 16;
    private static final ThreadLocal<@Nullable LuaState> CURRENT = new ThreadLocal<>();

    static {
        Strand.carry(CURRENT);
    }

    /** Who will catch an error, so that only wanted tracebacks are made. */
    public enum Protection {
        /** The host: it logs the traceback. */
        HOST,
        /** A coroutine: it keeps it. */
        COROUTINE,
        /** {@code pcall}: it drops it. */
        PCALL,
        /** {@code xpcall}: its handler runs where the error is raised, and sees for itself. */
        XPCALL
    }

    /** Where the host or a catching function stands, to return to when something was thrown. */
    public record Mark(
            int room, Protection protection, @Nullable ErrorHandler handler) {}

    /** What a waiting fiber takes along while others use its world. */
    public record Suspension(
            @Nullable Coroutine running,
            Protection protection,
            @Nullable ErrorHandler handler,
            @Nullable Budget budget,
            @Nullable Mark budgetBegan,
            int depth) {}

    private final LuaTable globals = new LuaTable();
    private final Depth depth = new Depth();
    private final Watchdog.Seat seat = new Watchdog.Seat();
    private @Nullable LuaTable stringMetatable;
    private @Nullable LuaTable numberMetatable;
    private @Nullable LuaTable booleanMetatable;
    private @Nullable LuaTable functionMetatable;
    private @Nullable LuaTable nilMetatable;
    private @Nullable LuaTable threadMetatable;
    private final Finalizers finalizers = new Finalizers();
    private @Nullable Coroutine running;
    private Protection protection = Protection.HOST;
    private @Nullable ErrorHandler handler;
    private @Nullable Budget budget;
    private @Nullable Mark budgetBegan;

    /** The world the current thread is in. */
    public static LuaState current() {
        LuaState state = CURRENT.get();
        if (state == null) {
            throw new IllegalStateException("no Lua state entered on this thread");
        }
        return state;
    }

    /** The world the current thread is in, if any. */
    public static @Nullable LuaState currentOrNull() {
        return CURRENT.get();
    }

    /** Makes this the current thread's world; give the answer to {@link #restore} in the end. */
    public @Nullable LuaState enter() {
        LuaState previous = CURRENT.get();
        if (previous != this) {
            CURRENT.set(this);
            depth.reset();
        }
        return previous;
    }

    /** Makes an earlier world current again. */
    public static void restore(@Nullable LuaState previous) {
        CURRENT.set(previous);
    }

    /** The table {@code _G} of this world; functions of other environments do not see it. */
    public LuaTable globals() {
        return globals;
    }

    /** The stack of calls that is in use. */
    public Depth depth() {
        return depth;
    }

    /** The metatable of a value of any type, or null. */
    public @Nullable LuaTable metatable(@Nullable Object value) {
        return switch (value) {
            case LuaTable table -> table.metatable();
            case Userdata userdata -> userdata.metatable();
            case String s -> stringMetatable;
            case Double d -> numberMetatable;
            case Boolean b -> booleanMetatable;
            case LuaFunction f -> functionMetatable;
            case Coroutine c -> threadMetatable;
            case Cdata c -> null;
            case null, default -> nilMetatable;
        };
    }

    /** Sets the metatable of a table or userdata, or of all values of the value's type. */
    public void setMetatable(@Nullable Object value, @Nullable LuaTable metatable) {
        switch (value) {
            case LuaTable table -> table.setMetatable(metatable);
            case Userdata userdata -> userdata.setMetatable(metatable);
            case String s -> stringMetatable = metatable;
            case Double d -> numberMetatable = metatable;
            case Boolean b -> booleanMetatable = metatable;
            case LuaFunction f -> functionMetatable = metatable;
            case Coroutine c -> threadMetatable = metatable;
            case Cdata c -> {}
            case null, default -> nilMetatable = metatable;
        }
    }

    /** The metatable shared by all strings: {@code {__index = string}}. */
    public @Nullable LuaTable stringMetatable() {
        return stringMetatable;
    }

    /** What is to be done about proxies that are gone. */
    public Finalizers finalizers() {
        return finalizers;
    }

    /** The coroutine that runs, or null in the main one. */
    public @Nullable Coroutine running() {
        return running;
    }

    void setRunning(@Nullable Coroutine coroutine) {
        running = coroutine;
    }

    public Protection protection() {
        return protection;
    }

    /** Says who catches errors from now on; answers who did. */
    public Protection protect(Protection next) {
        Protection previous = protection;
        protection = next;
        return previous;
    }

    /** What the innermost {@code xpcall} does with errors, or null. */
    public @Nullable ErrorHandler handler() {
        return handler;
    }

    /** Sets it; answers what was there. */
    public @Nullable ErrorHandler handleBy(@Nullable ErrorHandler next) {
        ErrorHandler previous = handler;
        handler = next;
        return previous;
    }

    /** For {@link #backTo}. */
    public Mark mark() {
        return new Mark(depth.room(), protection, handler);
    }

    /** Forgets the calls that something thrown has ended: whoever catches a host signal does this. */
    public void backTo(Mark mark) {
        depth.leave(mark.room);
        protection = mark.protection;
        handler = mark.handler;
    }

    /** Opens an account for what runs from now on. End it with {@link #endBudget}. */
    public void beginBudget(Budget account) {
        budgetBegan = mark();
        budget = account;
        depth.limitTo(account.limits().depth());
        seat.occupy(account);
    }

    /** Ends the account opened last. */
    public void endBudget() {
        Budget ended = budget;
        if (ended != null) {
            seat.occupy(null);
            budget = null;
            depth.limitTo(0);
            ended.close();
        }
        Mark began = budgetBegan;
        if (began != null) {
            backTo(began);
            budgetBegan = null;
        }
    }

    /** Runs something on the current thread while the owner waits for it; what it uses goes to the same account. */
    public void lend(Runnable work) {
        int used = depth.used();
        LuaState previous = enter();
        seat.occupy(budget);
        try {
            work.run();
        } finally {
            restore(previous);
            depth.setUsed(used);
        }
    }

    /** Says that the owner runs again after {@link #lend}. */
    public void takeBack() {
        seat.occupy(budget);
    }

    public @Nullable Budget budget() {
        return budget;
    }

    /** What code does when it finds {@link Budget#tripped} set: ends the call if it is this one's account. */
    public static void poll() {
        LuaState state = CURRENT.get();
        Budget account = state == null ? null : state.budget;
        if (account != null && account.isOverdrawn()) {
            throw new BudgetExceeded(Where.anyPosition() + account.verdict(), Where.hastyTraceback());
        }
    }

    /** What code compiled to count its steps does at each of them. */
    public static void step() {
        LuaState state = CURRENT.get();
        Budget account = state == null ? null : state.budget;
        if (account != null && account.step()) {
            poll();
        }
    }

    /** What loops in Java code call each some thousand steps. */
    public static void checkBudget() {
        if (Budget.tripped) {
            poll();
        }
    }

    /** Ends the call if its limits forbid to make so much at once. Small things are only charged afterwards. */
    public static void checkRoom(long bytes, boolean string) {
        if (bytes > LARGE) {
            LuaState state = CURRENT.get();
            Budget account = state == null ? null : state.budget;
            if (account != null && account.foresee(bytes, string)) {
                poll();
            }
        }
    }

    /** Takes what belongs to the running call out of this world, because it is going to wait. */
    public Suspension suspend() {
        Suspension suspension = new Suspension(running, protection, handler, budget, budgetBegan, depth.used());
        seat.occupy(null);
        depth.limitTo(0);
        depth.reset();
        running = null;
        protection = Protection.HOST;
        handler = null;
        budget = null;
        budgetBegan = null;
        return suspension;
    }

    /** Puts back what {@link #suspend} took. */
    public void resume(Suspension suspension) {
        running = suspension.running();
        protection = suspension.protection();
        handler = suspension.handler();
        Budget account = suspension.budget();
        budget = account;
        budgetBegan = suspension.budgetBegan();
        if (account != null) {
            depth.limitTo(account.limits().depth());
        }
        depth.setUsed(suspension.depth());
        if (account != null) {
            seat.occupy(account);
            account.checkWall();
        }
    }

    /** Lets the world go: the watchdog no longer looks at it. */
    public void dispose() {
        seat.leave();
    }
}
