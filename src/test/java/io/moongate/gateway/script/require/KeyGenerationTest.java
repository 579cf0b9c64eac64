package io.moongate.gateway.script.require;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Gateway;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Keys are made beside the event loop. */
class KeyGenerationTest {
    private static final String MAKE =
            "local key, why = require('resty.openssl.pkey').new({ type = 'RSA', bits = %d }) local sig = key:sign('x')"
                    + " kong.response.exit(200, tostring(key:verify(sig, 'x')) .. ' ' .. kong.request.get_path())";

    @Test
    void othersAreServedMeanwhile() {
        try (Gateway gateway = Gateway.of(SandboxMode.SANDBOX, Set.of("resty.openssl.pkey"))) {
            Functions plugin = gateway.plugin("pre-function", Phase.ACCESS, String.format(MAKE, 4096));
            CompletableFuture<Outcome> made = gateway.start(
                    plugin, Phase.ACCESS, gateway.request().target("/mine").exchange());
            assertEquals("fine", gateway.answer("kong.response.exit(200, 'fine')"));
            assertFalse(made.isDone());
            assertEquals("true /mine", gateway.body(made.join()));
        }
    }

    @Test
    void wherePhasesMayNotWaitTheyAreMadeAtOnce() {
        try (Gateway gateway = Gateway.of(SandboxMode.SANDBOX, Set.of("resty.openssl.pkey"))) {
            gateway.run(
                    gateway.plugin(
                            "pre-function",
                            Phase.LOG,
                            "kong.log.err('made ', require('resty.openssl.pkey').new({ type = 'RSA', bits = 1024 }):is_private())"),
                    Phase.LOG,
                    gateway.request().exchange());
            assertEquals(
                    1,
                    gateway.messages().stream()
                            .filter(line -> line.endsWith("made true"))
                            .count());
        }
    }
}
