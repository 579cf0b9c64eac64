package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.NativeFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code collectgarbage}. The JVM collects when it sees fit; asked to do so now, it does only for those who may stop
 * all its threads. Others get the answers alone.
 */
final class Garbage {
    private static final double TUNING = 200.0;

    private final boolean really;
    private boolean halfway;

    /** @param really whether {@code "collect"} and {@code "step"} make the JVM collect */
    Garbage(boolean really) {
        this.really = really;
    }

    LuaFunction function() {
        return NativeFunction.of2("collectgarbage", this::collectgarbage);
    }

    static double kilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }

    private @Nullable Object collectgarbage(@Nullable Object option, @Nullable Object value) {
        String wanted = Check.string(option, 1, "collect");
        Check.integer(value, 2, 0);
        return switch (wanted) {
            case "collect" -> {
                collect();
                yield 0.0;
            }
            case "stop", "restart" -> 0.0;
            case "count" -> kilobytes();
            case "step" -> step();
            case "setpause", "setstepmul" -> TUNING;
            case "isrunning" -> true;
            default -> throw ArgumentError.of(1, "invalid option '" + wanted + "'");
        };
    }

    /** Every second step ends a cycle, so that who waits for its end waits not for ever. */
    private boolean step() {
        halfway = !halfway;
        if (!halfway) {
            collect();
        }
        return !halfway;
    }

    private void collect() {
        if (really) {
            System.gc();
            LuaState.current().finalizers().runGone(Call::call);
        }
    }
}
