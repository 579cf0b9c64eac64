package io.moongate.lua.op;

import io.moongate.lua.value.LuaError;
import org.jspecify.annotations.Nullable;

/** The numeric for's values and direction. */
public final class Loop {
    private Loop() {}

    public static double start(@Nullable Object value) {
        return number(value, "'for' initial value must be a number");
    }

    public static double limit(@Nullable Object value) {
        return number(value, "'for' limit must be a number");
    }

    public static double step(@Nullable Object value) {
        return number(value, "'for' step must be a number");
    }

    private static double number(@Nullable Object value, String complaint) {
        Double number = Convert.toNumber(value);
        if (number == null) {
            throw LuaError.here(complaint);
        }
        return number;
    }

    /** Beyond this, counting in ints beside the counter is not worth the thought. */
    private static final int FARTHEST = 1 << 29;

    /** The counter as a list's key, or one that no list has, nor a few steps on, if it is none. */
    public static int key(double at) {
        int whole = (int) at;
        return whole == at && whole > -FARTHEST && whole < FARTHEST ? whole : -2 * FARTHEST;
    }

    /**
     * The key at which some turns of a loop that goes on end: so many as there are to come, or {@code most}; only one if
     * the counter is no key.
     */
    public static int stop(int key, double limit, int step, int most) {
        if (key < -FARTHEST) {
            return key + step;
        }
        double room = step > 0 ? Math.floor(limit) - key : key - Math.ceil(limit);
        int turns = room < FARTHEST ? (int) room / Math.abs(step) + 1 : most;
        return key + step * Math.min(turns, most);
    }

    /** Whether the loop goes on. */
    public static boolean goesOn(double at, double limit, double step) {
        return step >= 0 ? at <= limit : at >= limit;
    }
}
