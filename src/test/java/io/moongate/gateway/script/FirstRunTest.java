package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a chunk runs, and when the function it returned. */
class FirstRunTest {
    private final Gateway gateway = Gateway.sandbox();

    @AfterEach
    void close() {
        gateway.close();
    }

    private String access(Functions plugin) {
        return gateway.body(gateway.run(plugin, Phase.ACCESS, gateway.request().exchange()));
    }

    @Test
    void aReturnedFunctionRunsAtOnceAndKeepsItsUpvalues() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local n = 0 return function() n = n + 1 kong.response.exit(200, 'n=' .. n) end");
        assertEquals("n=1", access(plugin));
        assertEquals("n=2", access(plugin));
        assertEquals("n=3", access(plugin));
    }

    @Test
    void aPlainChunkRunsEachTimeAndForgetsItsLocals() {
        Functions plugin = gateway.plugin(
                "pre-function", Phase.ACCESS, "local n = 0 n = n + 1 return kong.response.exit(200, 'n=' .. n)");
        assertEquals("n=1", access(plugin));
        assertEquals("n=1", access(plugin));
    }

    @Test
    void globalsOfAChunkStayWithIt() {
        Functions plugin = gateway.plugin(
                "pre-function", Phase.ACCESS, "g = (g or 0) + 1", "kong.response.exit(200, tostring(g))");
        assertEquals("nil", access(plugin));
        Functions counting =
                gateway.plugin("pre-function", Phase.ACCESS, "g = (g or 0) + 1 kong.response.exit(200, tostring(g))");
        assertEquals("1", access(counting));
        assertEquals("2", access(counting));
    }

    @Test
    void aFirstRunThatAnsweredIsAPlainChunkFromThenOn() {
        String source = "runs = (runs or 0) + 1 if runs == 1 then kong.response.exit(200, 'first') end"
                + " return function() kong.response.exit(200, 'function') end";
        Functions plugin = gateway.plugin("pre-function", Phase.ACCESS, source);
        assertEquals("first", access(plugin));
        assertSame(
                Outcome.Continue.NEXT,
                gateway.run(plugin, Phase.ACCESS, gateway.request().exchange()));
        assertSame(
                Outcome.Continue.NEXT,
                gateway.run(plugin, Phase.ACCESS, gateway.request().exchange()));
    }

    @Test
    void aFirstRunThatFailedIsTriedAgain() {
        String source = "runs = (runs or 0) + 1 if runs == 1 then error('fails') end local c = 0"
                + " return function() c = c + 1 kong.response.exit(200, 'c=' .. c .. ' runs=' .. runs) end";
        Functions plugin = gateway.plugin("pre-function", Phase.ACCESS, source);
        assertSame(
                Outcome.Failed.ERROR,
                gateway.run(plugin, Phase.ACCESS, gateway.request().exchange()));
        assertEquals("c=1 runs=2", access(plugin));
        assertEquals("c=2 runs=2", access(plugin));
    }

    @Test
    void functionsRunInOrderAndAnErrorStopsTheRest() {
        Exchange exchange = gateway.request().exchange();
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "kong.ctx.shared.s = 'a'",
                "kong.ctx.shared.s = kong.ctx.shared.s .. 'b' error('stop here')",
                "kong.ctx.shared.s = kong.ctx.shared.s .. 'c'");
        assertSame(Outcome.Failed.ERROR, gateway.run(plugin, Phase.ACCESS, exchange));
        assertEquals(
                List.of("[error] [kong] init.lua:406 [pre-function]"
                        + " /usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:164:"
                        + " [string \"kong.ctx.shared.s = kong.ctx.shared.s .. 'b' ...\"]:1: stop here"),
                gateway.messages());
        assertEquals("ab", gateway.answer(exchange, "kong.response.exit(200, kong.ctx.shared.s)"));
    }

    @Test
    void whatAChunkReturnsOtherwiseIsIgnored() {
        Functions plugin = gateway.plugin(
                "pre-function", Phase.ACCESS, "return 5", "return {}", "return nil", "kong.response.exit(200, 'ran')");
        assertEquals("ran", access(plugin));
    }

    @Test
    void noArgumentsArePassed() {
        assertEquals("0", gateway.answer("kong.response.exit(200, tostring(select('#', ...)))"));
        assertEquals(
                "0", gateway.answer("return function(...) kong.response.exit(200, tostring(select('#', ...))) end"));
    }
}
