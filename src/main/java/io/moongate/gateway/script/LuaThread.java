package io.moongate.gateway.script;

import io.moongate.lua.Fiber;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.HostSignal;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line of execution of functions: a request's own, a timer's, or one that {@code ngx.thread.spawn} started. What it
 * waits for can be ended from outside; it then unwinds, whatever {@code pcall} stands around it.
 */
public final class LuaThread {
    /** Ends a thread whose result nobody wants. */
    public static final class Killed extends HostSignal {
        public Killed() {
            super("the thread was killed");
        }
    }

    private static final long SLACK_NANOS = 1_000_000;

    private final Lifetime lifetime;
    private @Nullable CompletableFuture<?> waiting;
    private @Nullable HostSignal ending;

    LuaThread(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    public Lifetime lifetime() {
        return lifetime;
    }

    /**
     * Waits, but no longer than the account of the running call allows; to be called in the thread itself.
     *
     * @param loop the event loop that wakes it in time
     */
    <T extends @Nullable Object> T await(CompletionStage<T> stage, EventLoop loop, @Nullable Budget account) {
        checkEnding();
        CompletableFuture<T> wait = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                wait.completeExceptionally(failure);
            } else {
                wait.complete(value);
            }
        });
        waiting = wait;
        long left = account == null ? 0 : account.wallLeft();
        // Woken after its time, a fiber looks at its account and ends there; the signal itself does not come out.
        Future<?> alarm = left == 0
                ? null
                : loop.schedule(
                        () -> wait.completeExceptionally(new Killed()), left + SLACK_NANOS, TimeUnit.NANOSECONDS);
        try {
            T value = Fiber.<T>await(wait);
            checkEnding();
            return value;
        } finally {
            waiting = null;
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** Ends it where it waits, or when it next wants to wait. */
    public void end(HostSignal signal) {
        CompletableFuture<?> wait = waiting;
        if (wait == null || !wait.completeExceptionally(signal)) {
            ending = signal;
        }
    }

    /** Throws what is to end this thread, if anything is. */
    public void checkEnding() {
        HostSignal signal = ending != null ? ending : lifetime.gone();
        if (signal != null) {
            ending = null;
            throw signal;
        }
    }
}
