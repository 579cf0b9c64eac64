package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code kong.log}. */
class LogPdkTest extends Probe {
    private final Exchange exchange =
            request().header("Authorization", "Bearer x").exchange();

    private void access(String source) {
        run(exchange, Phase.ACCESS, source);
    }

    @Test
    void linesHaveLevelPlacePluginAndMessage() {
        access("kong.log('plain ', 1, ' ', 2.5, ' ', true, ' ', nil)\nkong.log.debug('not shown')\nkong.log.err('e')");
        String chunk = "[string \"kong.log('plain ', 1, ' ', 2.5, ' ', true, ' ...\"]";
        assertEquals(
                List.of(
                        "[notice] [kong] " + chunk + ":1 [pre-function] plain 1 2.5 true nil",
                        "[error] [kong] " + chunk + ":3 [pre-function] e"),
                messages());
        assertTrue(gateway.log().getLast().contains("client: 127.0.0.1, server: kong, request: \"GET / HTTP/1.1\""));
    }

    @Test
    void nothingIsComposedForALineThatIsNotWritten() {
        access("kong.log.debug(setmetatable and 1 or 'x', {})");
        assertEquals(List.of(), messages());
    }

    @Test
    void formatsAndNamespaces() {
        access("local l = kong.log.new('mine', 'F %namespace: %message') l.warn('w') kong.log.set_format('<%message>')"
                + " kong.log.warn('x')");
        assertEquals(List.of("[warn] [kong] F mine: w", "[warn] [kong] <x>"), messages());
        expect(
                "namespace must be a string|namespace cannot be an empty string",
                "try(kong.log.new), try(kong.log.new, '')");
    }

    @Test
    void aFormatIsNoOtherFunctions() {
        access("kong.log.set_format('<%message>')");
        access("kong.log.warn('plain')");
        assertEquals(List.of("[warn] [kong] [string \"kong.log.warn('plain')\"]:1 [pre-function] plain"), messages());
    }

    @Test
    void inspectDrawsABox() {
        access("kong.log.inspect('str', 1, nil, { a = 1, b = { 2, 3 }, ['k y'] = 'v' })");
        List<String> lines = messages();
        assertEquals(7, lines.size());
        assertTrue(lines.getFirst().startsWith("[notice] [kong] [string \"kong.log.inspect"), lines.getFirst());
        assertEquals("|\"str\" 1 nil {", lines.get(1).replace("[notice] ", "").replaceFirst(" +\\|$", ""));
        assertEquals("|  b = { 2, 3 },", lines.get(3).replace("[notice] ", "").replaceFirst(" +\\|$", ""));
        assertEquals("[notice] ".length() + 122, lines.get(1).length());
    }

    @Test
    void inspectShowsACycleOnce() {
        access("local t = {} t.self = t kong.log.inspect(t) kong.log.inspect.off() kong.log.inspect('hidden')");
        assertEquals("|<1>{", messages().get(1).replace("[notice] ", "").replaceFirst(" +\\|$", ""));
        assertEquals(
                "|  self = <table 1>",
                messages().get(2).replace("[notice] ", "").replaceFirst(" +\\|$", ""));
        assertEquals(5, messages().size());
    }

    @Test
    void valuesForTheAccessLog() {
        access("local set = kong.log.set_serialize_value set('people.text', 't') set('people.flag', false)"
                + " set('request.headers.authorization', nil) set('once', 1, { mode = 'add' }) set('once', 2, { mode = 'add' })"
                + " set('absent', 1, { mode = 'replace' }) set('request.size', 'replaced', { mode = 'replace' })");
        exchange.response.status = 200;
        assertEquals(
                "t|false|nil|1|nil|replaced|GET|200",
                show(
                        exchange,
                        Phase.LOG,
                        "kong.log.serialize().people.text, kong.log.serialize().people.flag,"
                                + " kong.log.serialize().request.headers.authorization, kong.log.serialize().once,"
                                + " kong.log.serialize().absent, kong.log.serialize().request.size,"
                                + " kong.log.serialize().request.method, kong.log.serialize().response.status"));
    }

    @Test
    void secretsAreNotInTheAccessLog() {
        assertEquals("REDACTED", show(exchange, Phase.LOG, "kong.log.serialize().request.headers.authorization"));
    }

    @Test
    void argumentsOfValuesAreChecked() {
        expect(
                "key must be a string|mode must be 'set', 'add' or 'replace'|ok|function cannot be called in access phase (only"
                        + " in: log)",
                "try(kong.log.set_serialize_value), try(kong.log.set_serialize_value, 'a', 1, { mode = 'zz' }),"
                        + " try(kong.log.set_serialize_value, 'a', 1, 'x'), try(kong.log.serialize)");
    }
}
