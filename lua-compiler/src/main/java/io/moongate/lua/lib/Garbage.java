package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import org.jspecify.annotations.Nullable;

/** {@code collectgarbage}: the JVM collects when it sees fit, so this only answers what Lua would. */
final class Garbage {
    private static final double TUNING = 200.0;

    private Garbage() {}

    static @Nullable Object kilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return Math.floor((runtime.totalMemory() - runtime.freeMemory()) / 1024.0);
    }

    static @Nullable Object collectgarbage(@Nullable Object option, @Nullable Object value) {
        String wanted = Check.string(option, 1, "collect");
        Check.integer(value, 2, 0);
        return switch (wanted) {
            case "collect", "stop", "restart" -> 0.0;
            case "count" -> kilobytes();
            case "step" -> false;
            case "setpause", "setstepmul" -> TUNING;
            case "isrunning" -> true;
            default -> throw ArgumentError.of(1, "invalid option '" + wanted + "'");
        };
    }
}
