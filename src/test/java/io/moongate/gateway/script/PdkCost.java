package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.lua.sandbox.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Measures what one call of the most used functions of {@code kong} costs; no test of the build, but run by
 * {@code deploy/load/pdk-cost.sh}. Each runs in a loop in a function in access, and the empty loop is taken off; the
 * figure is the median of the rounds that come once it is warm.
 */
class PdkCost {
    /** A call and how often functions out there use it, as counted over 136 of them. */
    private record Call(String name, int uses, String code) {}

    private static final List<Call> CALLS = List.of(
            new Call("kong.request.get_header", 55, "x = kong.request.get_header('x-api-key')"),
            new Call("kong.service.request.set_header", 47, "kong.service.request.set_header('X-Consumer', 'anna')"),
            new Call("kong.request.get_path", 23, "x = kong.request.get_path()"),
            new Call("kong.log.err", 17, "kong.log.err('some ', 'words')"),
            new Call("kong.log.debug, not written", 6, "kong.log.debug('some ', 'words')"),
            new Call("kong.ctx.shared", 16, "x = kong.ctx.shared"),
            new Call("kong.request.get_raw_body", 15, "x = kong.request.get_raw_body()"),
            new Call("kong.response.set_header", 15, "kong.response.set_header('X-Answer', '42')"),
            new Call("kong.log.set_serialize_value", 13, "kong.log.set_serialize_value('a.b', 1)"),
            new Call("kong.request.get_method", 13, "x = kong.request.get_method()"));

    private static final int TURNS = 20_000;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 41;

    private final Gateway gateway = Gateway.limited(ScriptLimits.STANDARD.with(Limits.NONE));

    @Test
    void measure() throws IOException {
        StringBuilder table = new StringBuilder("| call | functions that use it | ns |\n|---|---|---|\n");
        double empty = nanos("local x for i = 1, " + TURNS + " do x = i end") / TURNS;
        double nothing = nanos("local x");
        double exit = nanos("kong.response.exit(200, 'fine')");
        row(table, "kong.response.exit", 50, exit - nothing);
        for (Call call : CALLS) {
            double each = nanos("local x for i = 1, " + TURNS + " do x = i " + call.code + " end") / TURNS;
            row(table, call.name, call.uses, each - empty);
        }
        row(table, "a function of a plugin, run", -1, nothing);
        gateway.close();
        Files.writeString(Path.of(System.getProperty("pdk.cost.out", "target/pdk-cost.md")), table);
    }

    private static void row(StringBuilder table, String name, int uses, double nanos) {
        table.append(String.format(
                Locale.ROOT, "| `%s` | %s | %.0f |%n", name, uses < 0 ? "–" : Integer.toString(uses), nanos));
    }

    /** Nanoseconds of one run of a function. */
    private double nanos(String source) {
        PhaseHandler handler = Objects.requireNonNull(
                gateway.plugin("pre-function", Phase.ACCESS, source).handler(Phase.ACCESS));
        boolean looped = source.contains("for i");
        int runs = looped ? 1 : TURNS;
        long[] rounds = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Exchange exchange = gateway.request()
                    .method("POST")
                    .target("/some/path?a=1")
                    .header("X-Api-Key", "key-of-anna")
                    .header("Accept", "*/*")
                    .header("User-Agent", "measure")
                    .body("hello")
                    .exchange();
            long spent = gateway.call(exchange, () -> {
                exchange.phase = Phase.ACCESS;
                long before = System.nanoTime();
                for (int i = 0; i < runs; i++) {
                    handler.run(exchange);
                }
                return System.nanoTime() - before;
            });
            if (round >= 0) {
                rounds[round] = spent;
            }
        }
        Arrays.sort(rounds);
        return (double) rounds[ROUNDS / 2] / runs;
    }
}
