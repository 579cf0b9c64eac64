package io.moongate.lua.strand;

import org.jspecify.annotations.Nullable;

/** A stack of its own: entered by {@link #run}, left by {@link #leave}, entered again where it was left. */
public interface Strand {
    /** Enters: runs until the body ends or leaves. Throws nothing of the body's: bodies keep their own outcomes. */
    void run();

    /** Whether the body has ended. */
    boolean isDone();

    /** Walks the frames where it was left, the frames of leaving first; null when the JVM does not show them. */
    default @Nullable StackWalker walker() {
        return null;
    }

    /** A strand that runs {@code body} when first entered. */
    static Strand of(Scope scope, Runnable body) {
        return Continuations.AVAILABLE ? new ContinuationStrand(scope, body) : new ThreadStrand(scope, body);
    }

    /**
     * Leaves the current strand of this scope; returns when it is entered again.
     *
     * @throws PinnedException when a native frame stands between
     */
    static void leave(Scope scope) {
        if (Continuations.AVAILABLE) {
            Continuations.leave(scope.native_);
        } else {
            ThreadStrand.leave(scope);
        }
    }

    /** False when the JVM's continuations are not exported to us and threads stand in for them, much slower. */
    static boolean isFast() {
        return Continuations.AVAILABLE;
    }

    /** Whatever stack runs, this thread-local reads as it did for whoever entered. To be called in static initialisers. */
    static void carry(ThreadLocal<?> local) {
        Luggage.add(local);
    }

    /** The stack cannot be left here. */
    final class PinnedException extends RuntimeException {
        public PinnedException(String message) {
            super(message);
        }
    }
}
