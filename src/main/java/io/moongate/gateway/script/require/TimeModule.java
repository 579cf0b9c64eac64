package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;

/** {@code resty.core.time}: a clock that only goes forward. */
final class TimeModule {
    private static final double NANOS_A_MILLI = 1e6;

    private TimeModule() {}

    static LuaTable make() {
        return new Namespace()
                .of0("monotonic_msec", () -> Math.floor(System.nanoTime() / NANOS_A_MILLI))
                .of0("monotonic_time", () -> Math.floor(System.nanoTime() / NANOS_A_MILLI) / 1000)
                .table();
    }
}
