package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of a function that fails, phase by phase. */
class FailureTest {
    private static final String MARK = "/usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:164: ";
    private static final String CHUNK = "[string \"local x = nil...\"]:2: attempt to index local 'x' (a nil value)";

    private final Gateway gateway = Gateway.sandbox();

    @AfterEach
    void close() {
        gateway.close();
    }

    private String failure(Phase phase, String source) {
        int before = gateway.messages().size();
        Functions plugin = gateway.plugin("post-function", phase, source);
        assertSame(
                Outcome.Failed.ERROR,
                gateway.run(plugin, phase, gateway.request().exchange()));
        List<String> messages = gateway.messages();
        assertEquals(before + 1, messages.size());
        return messages.getLast();
    }

    @Test
    void eachPhaseHasItsWords() {
        String source = "local x = nil\nreturn x.field";
        assertEquals("[error] [kong] init.lua:406 [post-function] " + MARK + CHUNK, failure(Phase.ACCESS, source));
        assertEquals(
                "[error] lua entry thread aborted: runtime error: " + MARK + CHUNK, failure(Phase.REWRITE, source));
        assertEquals(
                "[error] failed to run header_filter_by_lua*: " + MARK + CHUNK, failure(Phase.HEADER_FILTER, source));
        assertEquals("[error] failed to run body_filter_by_lua*: " + MARK + CHUNK, failure(Phase.BODY_FILTER, source));
        assertEquals("[error] failed to run log_by_lua*: " + MARK + CHUNK, failure(Phase.LOG, source));
    }

    @Test
    void valuesThatAreNoTexts() {
        String start = "[error] [kong] init.lua:406 [post-function] ";
        assertTrue(failure(Phase.ACCESS, "error({ code = 1 })")
                .matches("(?s)" + java.util.regex.Pattern.quote(start) + "table: 0x[0-9a-f]+"));
        assertEquals(start + "nil", failure(Phase.ACCESS, "error()"));
        assertEquals(start + MARK + "no position", failure(Phase.ACCESS, "error('no position', 0)"));
        assertEquals(start + MARK + "[string \"error(5)\"]:1: 5", failure(Phase.ACCESS, "error(5)"));
    }

    @Test
    void aReturnedFunctionIsNotMarked() {
        assertEquals(
                "[error] [kong] init.lua:406 [post-function] [string \"return function() error('x') end\"]:1: x",
                failure(Phase.ACCESS, "return function() error('x') end"));
    }

    @Test
    void theLogTellsWhichFunctionOfWhichPluginItWas() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local first = 1",
                "local function deep() error('here') end\ndeep()\nreturn 1");
        gateway.run(plugin, Phase.ACCESS, gateway.request().exchange());
        String record = gateway.log().getFirst();
        assertTrue(record.contains("\nstack traceback:\n"), record);
        assertTrue(record.contains("]:2: in main chunk"), record);
        assertTrue(record.contains("in function 2 of 2 of phase access of plugin pre-function " + plugin.id()), record);
        assertTrue(record.endsWith("request_id: \"0123456789abcdef0123456789abcdef\""), record);
    }

    @Test
    void aStackThatIsTooDeepIsAnError() {
        assertTrue(failure(Phase.ACCESS, "local function r() return 1 + r() end r()")
                .contains("stack overflow"));
    }
}
