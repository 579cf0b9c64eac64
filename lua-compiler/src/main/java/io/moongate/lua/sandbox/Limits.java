package io.moongate.lua.sandbox;

import java.time.Duration;

/**
 * What one call from the host may use: processor time, allocated bytes, wall time including waits, steps, the length
 * of a string, and how deep its calls may nest. Zero means no limit of that kind.
 *
 * @param steps how many functions may be entered and loops be gone round in code compiled to count them; the same
 *     program always stops at the same step
 * @param stringBytes how long a string may become; shorter ones than 64 KB are always allowed
 * @param depth how many slots its stack of calls may have, as LuaJIT counts them: two for each call and one for each
 *     variable alive there; at most {@value io.moongate.lua.value.Depth#FULL}, which is Lua's own limit
 */
public record Limits(long cpuNanos, long allocatedBytes, long wallNanos, long steps, long stringBytes, int depth) {
    /** No limit at all. */
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0, 0);

    public Limits withCpu(Duration time) {
        return new Limits(time.toNanos(), allocatedBytes, wallNanos, steps, stringBytes, depth);
    }

    public Limits withAllocatedBytes(long bytes) {
        return new Limits(cpuNanos, bytes, wallNanos, steps, stringBytes, depth);
    }

    public Limits withWall(Duration time) {
        return new Limits(cpuNanos, allocatedBytes, time.toNanos(), steps, stringBytes, depth);
    }

    public Limits withSteps(long most) {
        return new Limits(cpuNanos, allocatedBytes, wallNanos, most, stringBytes, depth);
    }

    public Limits withStringBytes(long most) {
        return new Limits(cpuNanos, allocatedBytes, wallNanos, steps, most, depth);
    }

    public Limits withDepth(int slots) {
        return new Limits(cpuNanos, allocatedBytes, wallNanos, steps, stringBytes, slots);
    }

    /** Whether anything is limited. */
    public boolean any() {
        return (cpuNanos | allocatedBytes | wallNanos | steps | stringBytes | depth) != 0;
    }
}
