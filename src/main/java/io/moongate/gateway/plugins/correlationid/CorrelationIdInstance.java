package io.moongate.gateway.plugins.correlationid;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.script.RequestState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One configured correlation-id. */
final class CorrelationIdInstance implements PluginInstance {
    private final String header;
    private final boolean echo;
    private final Function<Exchange, String> generator;

    private CorrelationIdInstance(String header, boolean echo, Function<Exchange, String> generator) {
        this.header = header;
        this.echo = echo;
        this.generator = generator;
    }

    static CorrelationIdInstance of(Document config) {
        String header = config.string("header_name");
        return new CorrelationIdInstance(
                header == null ? "Kong-Request-ID" : header,
                config.bool("echo_downstream", false),
                Generators.of(config.required("generator")));
    }

    @Override
    public @Nullable PhaseHandler handler(Phase phase) {
        return switch (phase) {
            case ACCESS -> this::access;
            case HEADER_FILTER -> echo ? this::headerFilter : null;
            case INIT_WORKER, CERTIFICATE, CLIENT_HELLO, REWRITE, BALANCER, RESPONSE, BODY_FILTER, LOG, TIMER -> null;
        };
    }

    private Outcome access(Exchange exchange) {
        String id = exchange.request.headers.get(header);
        if (id == null || id.isEmpty()) {
            id = generator.apply(exchange);
            exchange.request.headers.set(header, id);
        }
        exchange.note(this, id);
        RequestState.of(exchange).serializeValues.add(new RequestState.SerializeValue("correlation_id", id, "set"));
        return Outcome.Continue.NEXT;
    }

    private Outcome headerFilter(Exchange exchange) {
        String id = exchange.note(this) instanceof String known ? known : exchange.request.headers.get(header);
        exchange.response.headers.set(header, id == null || id.isEmpty() ? generator.apply(exchange) : id);
        return Outcome.Continue.NEXT;
    }
}
