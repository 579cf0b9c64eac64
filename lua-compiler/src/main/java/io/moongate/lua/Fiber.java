package io.moongate.lua;

import io.moongate.lua.strand.Scope;
import io.moongate.lua.strand.Strand;
import io.moongate.lua.value.LuaState;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Straight-line code that may wait without holding its thread. A host starts one on its event loop; {@link #await}
 * leaves the stack, and the stage's completion enters it again on the same event loop. Lua code in it can wait
 * anywhere: in metamethods, in coroutines, under {@code pcall}.
 */
public final class Fiber {
    private static final Scope SCOPE = new Scope("lua-fiber");
    private static final ThreadLocal<@Nullable Fiber> CURRENT = new ThreadLocal<>();

    static {
        Strand.carry(CURRENT);
    }

    private final Executor resumeOn;
    private final Strand strand;
    /** Set by the first of the two: the stack is left, the stage is complete. The second enters again. */
    private final AtomicBoolean half = new AtomicBoolean();

    private @Nullable Throwable escaped;

    private Fiber(Executor resumeOn, Runnable body) {
        this.resumeOn = resumeOn;
        this.strand = Strand.of(SCOPE, () -> {
            try {
                body.run();
            } catch (Throwable thrown) {
                escaped = thrown;
            }
        });
    }

    /**
     * Runs the body at once on the calling thread until it ends or first waits; later stretches run on the executor,
     * which must lead to the same thread. What the body throws comes out where the stretch was entered.
     */
    public static Fiber start(Executor resumeOn, Runnable body) {
        Fiber fiber = new Fiber(resumeOn, body);
        fiber.enter();
        return fiber;
    }

    /** The fiber that runs on this thread, or null. */
    public static @Nullable Fiber current() {
        return CURRENT.get();
    }

    /** Whether the body has ended. */
    public boolean isDone() {
        return strand.isDone();
    }

    /** What a host should tell its user once: waiting is slow because the JVM was started without the export. */
    public static Optional<String> warning() {
        return Strand.isFast()
                ? Optional.empty()
                : Optional.of("the JVM runs without --add-exports java.base/jdk.internal.vm=ALL-UNNAMED:"
                        + " waiting functions and coroutines use threads and are much slower");
    }

    /**
     * The stage's value, waited for without holding the thread. A failed stage throws its cause as it is. Outside a
     * fiber only complete stages can be awaited.
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        Outcome<T> outcome = new Outcome<>();
        stage.whenComplete(outcome::complete);
        if (!outcome.done) {
            Fiber fiber = CURRENT.get();
            if (fiber == null) {
                throw new IllegalStateException("cannot wait here: not in a fiber");
            }
            fiber.leave(outcome);
        }
        return outcome.get();
    }

    private <T extends @Nullable Object> void leave(Outcome<T> outcome) {
        LuaState state = LuaState.currentOrNull();
        LuaState.Suspension suspension = state == null ? null : state.suspend();
        half.set(false);
        outcome.whenDone(() -> {
            if (half.getAndSet(true)) {
                resumeOn.execute(this::enter);
            }
        });
        try {
            Strand.leave(SCOPE);
        } finally {
            if (state != null && suspension != null) {
                state.enter();
                state.resume(suspension);
            }
        }
        LuaState.checkBudget();
    }

    private void enter() {
        Fiber outer = CURRENT.get();
        LuaState outerState = LuaState.currentOrNull();
        int outerRoom = outerState == null ? 0 : outerState.depth().room();
        CURRENT.set(this);
        try {
            do {
                strand.run();
            } while (!strand.isDone() && half.getAndSet(true));
        } finally {
            CURRENT.set(outer);
            LuaState.restore(outerState);
            if (outerState != null) {
                outerState.depth().leave(outerRoom);
            }
        }
        Throwable thrown = escaped;
        if (thrown != null) {
            escaped = null;
            throw unchecked(thrown);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException already -> already;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }

    /** What came of a stage; completed by any thread, read by the fiber. */
    private static final class Outcome<T extends @Nullable Object> {
        private @Nullable T value;
        private @Nullable Throwable failure;
        private volatile boolean done;
        private @Nullable Runnable listener;

        void complete(@Nullable T result, @Nullable Throwable thrown) {
            Runnable toTell;
            synchronized (this) {
                value = result;
                failure = thrown;
                done = true;
                toTell = listener;
            }
            if (toTell != null) {
                toTell.run();
            }
        }

        void whenDone(Runnable action) {
            synchronized (this) {
                if (!done) {
                    listener = action;
                    return;
                }
            }
            action.run();
        }

        @SuppressWarnings("NullAway")
        T get() {
            Throwable thrown = failure;
            if (thrown != null) {
                throw sneak(thrown);
            }
            return value;
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
            Throwable cause = thrown instanceof java.util.concurrent.CompletionException && thrown.getCause() != null
                    ? thrown.getCause()
                    : thrown;
            throw (E) cause;
        }
    }
}
