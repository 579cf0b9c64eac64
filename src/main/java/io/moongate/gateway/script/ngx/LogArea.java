package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Meta;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ngx.log}, and {@code print} where there is one. */
final class LogArea {
    private static final int ENOUGH = 50;

    private final LuaWorker worker;

    LogArea(LuaWorker worker) {
        this.worker = worker;
    }

    @Nullable
    Object log(@Nullable Object[] arguments) {
        int number = Check.integer(arguments, 1);
        LogLevel level = LogLevel.numbered(number);
        if (level == null) {
            throw ArgumentError.of(1, "bad log level: " + number);
        }
        return write(level, arguments, 1);
    }

    @Nullable
    Object print(@Nullable Object[] arguments) {
        return write(LogLevel.NOTICE, arguments, 0);
    }

    private @Nullable Object write(LogLevel level, @Nullable Object[] arguments, int from) {
        if (worker.log().enabled(level)) {
            StringBuilder message = new StringBuilder();
            for (int i = from; i < arguments.length; i++) {
                message.append(text(arguments[i], i - from + 1));
            }
            worker.log().line(level, "[lua] " + place() + message);
        }
        return Values.NONE;
    }

    private static String text(@Nullable Object value, int argument) {
        if (value == Userdata.NULL) {
            return "null";
        }
        if (value instanceof LuaTable && Meta.handler(value, Metamethod.TOSTRING) == null) {
            throw ArgumentError.of(argument, "expected table to have __tostring metamethod");
        }
        return Convert.tostring(value);
    }

    /** {@code chunk:line: function(): }, the function where its call says what it is called. */
    private static String place() {
        List<Where.Level> levels = Where.levels(ENOUGH);
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).isLua()) {
                String called = Where.calledAs(levels, i);
                int quote = called == null ? -1 : called.indexOf('\'');
                String name =
                        called == null || quote < 0 ? "" : called.substring(quote + 1, called.length() - 1) + "(): ";
                return levels.get(i).position() + name;
            }
        }
        return "";
    }
}
