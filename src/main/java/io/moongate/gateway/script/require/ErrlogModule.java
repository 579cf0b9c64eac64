package io.moongate.gateway.script.require;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code ngx.errlog}: lines as they are, and the level. What was logged is in the log, not kept for functions. */
final class ErrlogModule {
    private static final String NOT_KEPT = "lua_capture_error_log directive not set";

    private ErrlogModule() {}

    static LuaTable make(LuaWorker worker) {
        return new Namespace()
                .of2("raw_log", (level, message) -> {
                    worker.log().line(level(level), Check.string(message, 2));
                    return Values.NONE;
                })
                .of0("get_sys_filter_level", () -> (double) present(worker))
                .of1("set_filter_level", level -> Values.of2(null, NOT_KEPT))
                .of2("get_logs", (most, into) -> Values.of2(null, NOT_KEPT))
                .of2("get_msgs", (most, into) -> Values.of2(null, NOT_KEPT))
                .table();
    }

    private static LogLevel level(@Nullable Object value) {
        LogLevel level = LogLevel.numbered(Check.integer(value, 1));
        if (level == null) {
            throw ArgumentError.of(1, "bad log level");
        }
        return level;
    }

    private static int present(LuaWorker worker) {
        LogLevel most = LogLevel.DEBUG;
        while (most != LogLevel.STDERR && !worker.log().enabled(most)) {
            most = LogLevel.values()[most.ordinal() + 1];
        }
        return most.number();
    }
}
