package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.plugin.PhaseHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** In which phases each function of {@code kong} may be called, against the table of a real Kong's own tests. */
class PhaseMatrixTest {
    private static final Phase[] COLUMNS = {
        Phase.INIT_WORKER,
        Phase.CERTIFICATE,
        Phase.REWRITE,
        Phase.ACCESS,
        Phase.RESPONSE,
        Phase.HEADER_FILTER,
        Phase.BODY_FILTER,
        Phase.LOG
    };

    @Test
    void functionsAreRefusedWhereKongRefusesThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        try (Gateway gateway = Gateway.sandbox()) {
            for (String row : rows()) {
                String[] cell = row.split(" ");
                Functions plugin = gateway.plugin(
                        "pre-function",
                        Phase.ACCESS,
                        "kong.ctx.shared.begun = true local ok, why = pcall(" + cell[0]
                                + ") kong.ctx.shared.why = tostring(why)");
                for (int column = 0; column < COLUMNS.length; column++) {
                    if (!cell[column + 1].equals("?")) {
                        cells++;
                        boolean refused = refused(gateway, plugin, COLUMNS[column]);
                        if (refused != cell[column + 1].equals("-")) {
                            wrong.add(cell[0] + " in " + COLUMNS[column] + (refused ? " is refused" : " is allowed"));
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(cells > 400, "cells looked at: " + cells);
    }

    private static boolean refused(Gateway gateway, Functions plugin, Phase phase) {
        Exchange exchange = gateway.request().exchange();
        PhaseHandler handler = Objects.requireNonNull(plugin.handler(Phase.ACCESS));
        gateway.call(exchange, () -> {
            exchange.phase = phase;
            Outcome outcome = handler.run(exchange);
            return String.valueOf(outcome);
        });
        RequestState state = RequestState.of(exchange);
        assertEquals(true, state.shared().get("begun"), () -> "did not run: " + gateway.log());
        Object why = state.shared().get("why");
        return why instanceof String text && text.contains("function cannot be called in " + phase.text() + " phase");
    }

    private static List<String> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(PhaseMatrixTest.class.getResourceAsStream("/script/phases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }
}
