package io.moongate.lua.sandbox;

import java.time.Duration;

/**
 * What one call from the host may use: processor time, allocated bytes, and wall time including waits. Zero means no
 * limit of that kind.
 */
public record Limits(long cpuNanos, long allocatedBytes, long wallNanos) {
    /** No limit at all. */
    public static final Limits NONE = new Limits(0, 0, 0);

    public Limits withCpu(Duration time) {
        return new Limits(time.toNanos(), allocatedBytes, wallNanos);
    }

    public Limits withAllocatedBytes(long bytes) {
        return new Limits(cpuNanos, bytes, wallNanos);
    }

    public Limits withWall(Duration time) {
        return new Limits(cpuNanos, allocatedBytes, time.toNanos());
    }

    /** Whether anything is limited. */
    public boolean any() {
        return (cpuNanos | allocatedBytes | wallNanos) != 0;
    }
}
