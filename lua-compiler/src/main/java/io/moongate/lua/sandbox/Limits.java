package io.moongate.lua.sandbox;

import java.time.Duration;

/**
 * What one call from the host may use: processor time, allocated bytes, wall time including waits, steps, and the
 * length of a string. Zero means no limit of that kind.
 *
 * @param steps how many functions may be entered and loops be gone round in code compiled to count them; the same
 *     program always stops at the same step
 * @param stringBytes how long a string may become; shorter ones than 64 KB are always allowed
 */
public record Limits(long cpuNanos, long allocatedBytes, long wallNanos, long steps, long stringBytes) {
    /** No limit at all. */
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0);

    public Limits withCpu(Duration time) {
        return new Limits(time.toNanos(), allocatedBytes, wallNanos, steps, stringBytes);
    }

    public Limits withAllocatedBytes(long bytes) {
        return new Limits(cpuNanos, bytes, wallNanos, steps, stringBytes);
    }

    public Limits withWall(Duration time) {
        return new Limits(cpuNanos, allocatedBytes, time.toNanos(), steps, stringBytes);
    }

    public Limits withSteps(long most) {
        return new Limits(cpuNanos, allocatedBytes, wallNanos, most, stringBytes);
    }

    public Limits withStringBytes(long most) {
        return new Limits(cpuNanos, allocatedBytes, wallNanos, steps, most);
    }

    /** Whether anything is limited. */
    public boolean any() {
        return (cpuNanos | allocatedBytes | wallNanos | steps | stringBytes) != 0;
    }
}
