package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Arguments;
import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.plugin.Identity;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One configured key-auth. */
final class KeyAuthInstance implements PluginInstance {
    private static final String KIND = "keyauth_credentials";

    private final KeyAuthSettings settings;
    private final PluginLog log;

    KeyAuthInstance(KeyAuthSettings settings, PluginLog log) {
        this.settings = settings;
        this.log = log;
    }

    @Override
    public @Nullable PhaseHandler handler(Phase phase) {
        return phase == Phase.ACCESS ? this::access : null;
    }

    private Outcome access(Exchange exchange) {
        if (!settings.onPreflight() && exchange.request.method.equals("OPTIONS")) {
            return Outcome.Continue.NEXT;
        }
        if (settings.strangers().known(exchange)) {
            return Outcome.Continue.NEXT;
        }
        String problem = authenticate(exchange);
        return problem == null ? Outcome.Continue.NEXT : settings.strangers().meet(exchange, problem);
    }

    /** Finds out who it is; says what is wrong, or null. */
    private @Nullable String authenticate(Exchange exchange) {
        KeyBody body = settings.inBody() ? readBody(exchange) : KeyBody.NONE;
        Arguments query = settings.inQuery() && exchange.request.query != null
                ? Arguments.parse(exchange.request.query)
                : Arguments.parse("");
        for (String name : settings.names()) {
            List<String> found = find(exchange.request, query, body, name);
            if (found.size() > 1) {
                return "Duplicate API key found";
            }
            if (found.size() == 1) {
                if (settings.hide()) {
                    hide(exchange.request, body, name);
                }
                return authenticate(exchange, found.getFirst());
            }
        }
        return "No API key found in request";
    }

    /** The values of a name, where there is a text among them: one in a header goes before the query, that before the body. */
    private List<String> find(ClientRequest request, Arguments query, KeyBody body, String name) {
        if (settings.inHeader()) {
            List<String> values = request.headers.getAll(name);
            if (!values.isEmpty()) {
                return values;
            }
        }
        // Several of a name are too many even where none of them has a value; a single one without is passed over.
        int count = query.count(name);
        if (count > 0) {
            return count > 1 ? List.of("", "") : query.texts(name);
        }
        return body.values(name);
    }

    private @Nullable String authenticate(Exchange exchange, String key) {
        if (key.isEmpty()) {
            return "No API key found in request";
        }
        Credential credential = exchange.configuration.credential(KIND, Identity.text(key));
        if (credential == null || credential.consumerId() == null) {
            return "Unauthorized";
        }
        Consumer consumer = exchange.configuration.consumer(credential.consumerId());
        Identity.known(exchange, consumer, credential, credential.id());
        return null;
    }

    private void hide(ClientRequest request, KeyBody body, String name) {
        request.headers.remove(name);
        if (request.query != null && !request.query.isEmpty()) {
            request.query = Arguments.without(request.query, name);
        }
        if (settings.inBody()) {
            body.without(name).putInto(request);
        }
    }

    private KeyBody readBody(Exchange exchange) {
        return switch (KeyBody.read(exchange)) {
            case KeyBody.Read.Body(KeyBody body) -> body;
            case KeyBody.Read.Unreadable(String why) -> {
                log.line(
                        exchange, LogLevel.INFO, "handler.lua:93", KeyAuth.NAME, "Cannot process request body: " + why);
                yield KeyBody.NONE;
            }
        };
    }
}
