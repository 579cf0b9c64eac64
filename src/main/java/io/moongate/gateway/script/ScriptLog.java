package io.moongate.gateway.script;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.LogContext;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.lua.value.Where;
import org.jspecify.annotations.Nullable;

/** The error log as the functions of one worker see it: lines in Kong's shape, with the request behind them. */
public final class ScriptLog {
    private static final int ENOUGH = 50;

    private final LuaWorker worker;
    private final ErrorLog log;

    ScriptLog(LuaWorker worker, ErrorLog log) {
        this.worker = worker;
        this.log = log;
    }

    /** Whether a line of this level is written at present; asked before anything is composed. */
    public boolean enabled(LogLevel level) {
        return log.enabled(level);
    }

    /** A line as it is, with the request behind it. */
    public void line(LogLevel level, String message) {
        if (log.enabled(level)) {
            Exchange exchange = worker.exchangeOrNull();
            long connection = exchange == null ? 0 : exchange.connection;
            log.log(level, connection, message + LogContext.of(exchange));
        }
    }

    /** {@code [kong] place [plugin] message}. */
    public void kong(LogLevel level, String place, String message) {
        if (log.enabled(level)) {
            line(level, "[kong] " + place + namespace() + " " + message);
        }
    }

    /** A line of one of Kong's own patches to OpenResty, at notice. */
    public void patched(String place, String message) {
        kong(LogLevel.NOTICE, place, message);
    }

    /** The running plugin in brackets, or nothing. */
    public String namespace() {
        Functions running = worker.running();
        return running == null ? "" : " [" + running.plugin() + "]";
    }

    /** Where the innermost Lua function is: a chunk and a line. */
    public static Place place() {
        for (Where.Level level : Where.levels(ENOUGH)) {
            Place place = placeOf(level);
            if (place != null) {
                return place;
            }
        }
        return new Place("=[C]", -1);
    }

    private static @Nullable Place placeOf(Where.Level level) {
        return level.prototype() == null ? null : new Place(level.prototype().display(), level.line());
    }

    /** A chunk as errors show it, and a line in it. */
    public record Place(String chunk, int line) {
        @Override
        public String toString() {
            return chunk + ":" + line;
        }
    }
}
