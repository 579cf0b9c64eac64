package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What tests of namespaces share: expressions are looked at in Lua, and what they give is compared as text, several
 * values with {@code |} between.
 */
public abstract class Probe {
    private static final String SHOW = """
            local function show(...)
              local t = {}
              for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end
              return table.concat(t, '|')
            end
            local function try(f, ...)
              local r = { pcall(f, ...) }
              return r[1] and 'ok' or tostring(r[2])
            end
            kong.ctx.shared.shown = show(""";

    protected final Gateway gateway;

    protected Probe() {
        this(Gateway.sandbox());
    }

    protected Probe(Gateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    protected Gateway.RequestBuilder request() {
        return gateway.request();
    }

    /** What expressions give in access. */
    protected String show(Exchange exchange, String expressions) {
        return show(exchange, Phase.ACCESS, expressions);
    }

    protected String show(Exchange exchange, Phase phase, String expressions) {
        run(exchange, phase, SHOW + expressions + ")");
        return String.valueOf(RequestState.of(exchange).shared().get("shown"));
    }

    protected void expect(String wanted, Exchange exchange, String expressions) {
        assertEquals(wanted, show(exchange, expressions));
    }

    protected void expect(String wanted, String expressions) {
        expect(wanted, request().exchange(), expressions);
    }

    /** Runs functions, which must come to their end. */
    protected void run(Exchange exchange, Phase phase, String source) {
        Object outcome = gateway.run(gateway.plugin("pre-function", phase, source), phase, exchange);
        assertEquals("NEXT", String.valueOf(outcome), () -> String.join("\n", gateway.log()));
    }

    protected List<String> messages() {
        return gateway.messages();
    }
}
