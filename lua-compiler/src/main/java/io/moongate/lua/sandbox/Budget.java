package io.moongate.lua.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The account of one call. Generated code and library loops read {@link #tripped}; only when it is set do they ask
 * whether their own account is the one that is overdrawn. A {@link Watchdog} does the counting from outside, so that
 * a running call pays for nothing but that read.
 */
public final class Budget {
    /**
     * Set while any account is overdrawn and its call has not ended yet. Volatile, so that loops see it; read often,
     * written hardly ever.
     */
    @SuppressWarnings("NonFinalStaticField")
    public static volatile boolean tripped;

    private final Limits limits;
    private final long startedAt;
    volatile boolean overdrawn;
    volatile boolean closed;
    // Written by the watchdog alone.
    long cpuUsed;
    long bytesUsed;
    // Counted by the call itself.
    private long stepsUsed;
    private volatile @Nullable String verdict;

    private Budget(Limits limits) {
        this.limits = limits;
        this.startedAt = limits.wallNanos() == 0 ? 0 : System.nanoTime();
    }

    /** Opens an account; nothing counts until it is given to {@link Watchdog.Seat#occupy}. */
    public static Budget open(Limits limits) {
        return new Budget(limits);
    }

    public Limits limits() {
        return limits;
    }

    /** Whether this account is overdrawn. */
    public boolean isOverdrawn() {
        return overdrawn;
    }

    /** Which limit was passed, in words, or null. */
    public @Nullable String verdict() {
        return verdict;
    }

    /** Ends the account. An overdrawn one stops tripping others. */
    public void close() {
        closed = true;
        if (overdrawn) {
            Watchdog.forget(this);
        }
    }

    /** Looks at the clock: a call that waited too long is overdrawn when it comes back. */
    public void checkWall() {
        if (limits.wallNanos() != 0 && !overdrawn && System.nanoTime() - startedAt > limits.wallNanos()) {
            trip("wall time limit of " + millis(limits.wallNanos()) + " exceeded");
        }
    }

    /** Nanoseconds until the limit of wall time, counted from now; 0 where there is none. */
    public long wallLeft() {
        return limits.wallNanos() == 0 ? 0 : Math.max(1, limits.wallNanos() - (System.nanoTime() - startedAt));
    }

    /** Looks whether so much may be made at once; answers whether the account is overdrawn, by this or otherwise. */
    public boolean foresee(long bytes, boolean string) {
        if (string && limits.stringBytes() != 0 && bytes > limits.stringBytes()) {
            trip("string size limit of " + limits.stringBytes() / 1024 + " KB exceeded");
        } else if (limits.allocatedBytes() != 0 && bytesUsed + bytes > limits.allocatedBytes()) {
            trip(memoryWords());
        }
        return overdrawn;
    }

    /** Ends the call because its stack of so many slots is full; answers whether it is this account that limits it. */
    public boolean deepest(int slots) {
        if (limits.depth() != 0 && slots >= limits.depth()) {
            trip("depth limit of " + limits.depth() + " slots exceeded");
        }
        return overdrawn;
    }

    private String memoryWords() {
        return "memory limit of " + limits.allocatedBytes() / 1024 + " KB exceeded";
    }

    /** Counts one step of the running call. Answers whether the account is overdrawn, by this step or otherwise. */
    public boolean step() {
        if (limits.steps() != 0 && ++stepsUsed > limits.steps()) {
            trip("step limit of " + limits.steps() + " exceeded");
        }
        return overdrawn;
    }

    void charge(long cpuNanos, long bytes) {
        cpuUsed += cpuNanos;
        bytesUsed += bytes;
        if (limits.cpuNanos() != 0 && cpuUsed > limits.cpuNanos()) {
            trip("CPU time limit of " + millis(limits.cpuNanos()) + " exceeded");
        } else if (limits.allocatedBytes() != 0 && bytesUsed > limits.allocatedBytes()) {
            trip(memoryWords());
        } else {
            checkWall();
        }
    }

    private void trip(String words) {
        if (!overdrawn && !closed) {
            verdict = words;
            overdrawn = true;
            Watchdog.remember(this);
        }
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
