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

    /** Whether the loop goes on. */
    public static boolean goesOn(double at, double limit, double step) {
        return step >= 0 ? at <= limit : at >= limit;
    }
}
