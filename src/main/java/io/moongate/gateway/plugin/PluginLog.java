package io.moongate.gateway.plugin;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.LogContext;
import io.moongate.gateway.observe.ErrorLog;

/** The error log as the plugins see it: lines in Kong's shape, which name the plugin. */
public final class PluginLog {
    private final ErrorLog log;

    public PluginLog(ErrorLog log) {
        this.log = log;
    }

    /** Writes a line: {@code [kong] place [plugin] message}. */
    public void line(Exchange exchange, LogLevel level, String place, String plugin, String message) {
        if (log.enabled(level)) {
            log.log(
                    level,
                    exchange.connection,
                    "[kong] " + place + " [" + plugin + "] " + message + LogContext.of(exchange));
        }
    }
}
