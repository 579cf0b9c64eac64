package io.moongate.gateway.script;

import io.moongate.lua.Fiber;
import io.moongate.lua.value.HostSignal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private final Lifetime lifetime;
    private @Nullable CompletableFuture<?> waiting;
    private @Nullable HostSignal ending;

    LuaThread(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    public Lifetime lifetime() {
        return lifetime;
    }

    /** Waits; to be called in the thread itself. */
    <T extends @Nullable Object> T await(CompletionStage<T> stage) {
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
        try {
            T value = Fiber.<T>await(wait);
            checkEnding();
            return value;
        } finally {
            waiting = null;
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
