package io.moongate.gateway.script;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import org.jspecify.annotations.Nullable;

/**
 * A function that failed: tells the log in Kong's words for the phase, with the Lua stack, and which function of which
 * plugin it was.
 *
 * @param at the place of the function in its phase's list, from 0
 * @param inChunk whether the chunk failed and not the function it returned
 */
record Failure(LuaWorker worker, Exchange exchange, Functions plugin, Phase phase, int at, int count, boolean inChunk) {
    private static final String SANDBOX = "/usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:164: ";

    /** Logs it; the request gets the server's 500. */
    Outcome report(@Nullable Object value, String traceback) {
        if (worker.log().enabled(LogLevel.ERROR)) {
            worker.log().line(LogLevel.ERROR, words(value) + trace(traceback));
        }
        return Outcome.Failed.ERROR;
    }

    private String words(@Nullable Object value) {
        boolean text = value instanceof String || value instanceof Double;
        String message = text && marked() ? SANDBOX + Convert.tostring(value) : shown(value);
        String nginx = text ? message : "unknown reason";
        return switch (phase) {
            case ACCESS -> "[kong] init.lua:406 [" + plugin.plugin() + "] " + message;
            case REWRITE -> "lua entry thread aborted: runtime error: " + nginx;
            case CERTIFICATE -> "failed to run ssl_certificate_by_lua*: " + nginx;
            default -> "failed to run " + phase.text() + "_by_lua*: " + nginx;
        };
    }

    /** The text of a value, which an object may make itself: that it fails there must not keep the rest from the log. */
    private static String shown(@Nullable Object value) {
        try {
            return Convert.tostring(value);
        } catch (LuaError | HostSignal | StackOverflowError | OutOfMemoryError failure) {
            String why = failure instanceof BudgetExceeded exceeded
                    ? exceeded.text()
                    : LuaError.of(failure).text();
            return "(error object whose text cannot be had: " + why + ")";
        }
    }

    private boolean marked() {
        return inChunk && worker.script().mode() == SandboxMode.SANDBOX;
    }

    private String trace(String traceback) {
        StringBuilder out = new StringBuilder("\n");
        out.append(traceback.isEmpty() ? "stack traceback:" : traceback);
        out.append("\n\tin function ").append(at + 1).append(" of ").append(count);
        out.append(" of phase ").append(phase.text());
        out.append(" of plugin ").append(plugin.plugin()).append(' ').append(plugin.id());
        return out.toString();
    }
}
