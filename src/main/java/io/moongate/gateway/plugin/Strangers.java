package io.moongate.gateway.plugin;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.model.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of requests of which a plugin cannot say who sends them.
 *
 * @param plugin the plugin's name
 * @param file the file of Kong's in which that plugin complains of a setting that names nobody
 * @param anonymous the consumer that stands in for strangers, by id or name; null where they are refused
 * @param challenge what a refusal has for {@code WWW-Authenticate}
 */
public record Strangers(
        String plugin, String file, @Nullable String anonymous, String challenge, PluginLog log) {
    private static final int UNAUTHORIZED = 401;

    /** Whether another plugin has said already who it is, and this one, which takes strangers, has nothing to add. */
    public boolean known(Exchange exchange) {
        return anonymous != null && exchange.credential != null;
    }

    /** Lets a stranger in as the consumer that stands in for all, or refuses. */
    public Outcome meet(Exchange exchange, String refusal) {
        if (anonymous == null) {
            exchange.response.headers.set("WWW-Authenticate", challenge);
            return Refusals.error(exchange, UNAUTHORIZED, refusal);
        }
        Consumer consumer = Identity.named(exchange, anonymous);
        if (consumer == null) {
            log.line(
                    exchange,
                    LogLevel.ERROR,
                    "init.lua:406",
                    plugin,
                    "/usr/local/share/lua/5.1/kong/plugins/" + plugin + "/" + file
                            + ": either credential or consumer must be provided");
            return Outcome.Failed.ERROR;
        }
        Identity.anonymous(exchange, consumer);
        return Outcome.Continue.NEXT;
    }
}
