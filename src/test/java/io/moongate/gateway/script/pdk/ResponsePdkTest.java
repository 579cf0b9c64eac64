package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Probe;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code kong.response}. */
class ResponsePdkTest extends Probe {
    private final Exchange exchange = request().exchange();

    private String text(Buffer buffer) {
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void exitGivesStatusBodyAndHeaders() {
        assertEquals(
                "body",
                gateway.answer(
                        exchange,
                        "kong.response.set_header('X-Early', 'kept') kong.response.set_status(202)"
                                + " return kong.response.exit(201, 'body', { ['X-Late'] = { 'a', 'b' }, ['X-N'] = 5 })"));
        assertEquals(201, exchange.response.status);
        assertEquals("kept", exchange.response.headers.get("x-early"));
        assertEquals(List.of("a", "b"), exchange.response.headers.getAll("x-late"));
        assertEquals("5", exchange.response.headers.get("x-n"));
        assertEquals("4", exchange.response.headers.get("content-length"));
        assertSame(ClientResponse.Source.EXIT, exchange.response.source);
    }

    @Test
    void aTableBecomesJson() {
        assertEquals(
                "{\"a\":[1,\"caf\u00c3\u00a9\"]}",
                gateway.answer(exchange, "kong.response.exit(200, { a = { 1, 'caf\\195\\169' } })"));
        assertEquals("application/json; charset=utf-8", exchange.response.headers.get("content-type"));
        Exchange typed = request().exchange();
        gateway.answer(typed, "kong.response.exit(200, {}, { ['content-type'] = 'application/problem+json' })");
        assertEquals("application/problem+json", typed.response.headers.get("content-type"));
    }

    @Test
    void whatCannotBeJsonIsTheServersError() {
        Functions plugin =
                gateway.plugin("pre-function", Phase.ACCESS, "kong.response.exit(200, { f = function() end })");
        assertEquals(new Outcome.Finalized(500), gateway.run(plugin, Phase.ACCESS, exchange));
        assertEquals(
                List.of(
                        "[error] lua entry thread aborted: runtime error: /usr/local/share/lua/5.1/kong/init.lua:502: body"
                                + " encoding failed while flushing response: Cannot serialise function: type not supported"),
                messages());
    }

    @Test
    void noPcallAndNoCoroutineHoldsAnAnswerBack() {
        assertEquals(
                "inner", gateway.answer("pcall(kong.response.exit, 201, 'inner') kong.response.exit(202, 'outer')"));
        assertEquals(
                "co",
                gateway.answer(
                        "coroutine.wrap(function() kong.response.exit(203, 'co') end)() kong.response.exit(202, 'after')"));
    }

    @Test
    void anAnswerInTheHandlerOfXpcallLetsTheFunctionGoOn() {
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.ACCESS,
                "local ok, why = xpcall(function() error('x') end, function() kong.response.exit(500, 'handled') end)"
                        + " kong.response.set_header('X-Status', tostring(ok) .. ' ' .. why)");
        assertEquals("handled", gateway.body(gateway.run(plugin, Phase.ACCESS, exchange)));
        assertEquals("false error in error handling", exchange.response.headers.get("x-status"));
    }

    @Test
    void argumentsOfExitAreChecked() {
        expect(
                "code must be a number|code must be a number between 100 and 599|body must be a nil, string or table|headers must"
                        + " be a nil or table",
                "try(kong.response.exit, '200'), try(kong.response.exit, 99), try(kong.response.exit, 200, 1.5),"
                        + " try(kong.response.exit, 200, 'x', 'nope')");
        expect(
                "invalid header value for \"X-F\": got function, expected string, number, boolean or array of strings|invalid"
                        + " header name \"1\": got number, expected string|invalid header value in array \"X-F\": got table,"
                        + " expected string",
                "try(kong.response.exit, 200, 'x', { ['X-F'] = function() end }), try(kong.response.exit, 200, 'x', { 'v' }),"
                        + " try(kong.response.exit, 200, 'x', { ['X-F'] = { {} } })");
    }

    @Test
    void inHeaderFilterTheFunctionGoesOnAndTheLastAnswerCounts() {
        run(exchange, Phase.HEADER_FILTER, "kong.response.exit(503) kong.response.exit(200, 'fine')");
        assertEquals("fine", text(Objects.requireNonNull(exchange.response.replacement)));
        assertEquals(200, exchange.response.status);
        assertEquals("4", exchange.response.headers.get("content-length"));
    }

    @Test
    void errorHasTheFormTheClientTakes() {
        assertEquals(
                "{\n  \"message\":\"I'm a teapot\",\n  \"request_id\":\"0123456789abcdef0123456789abcdef\"\n}",
                gateway.answer(exchange, "kong.response.error(418)"));
        assertEquals("application/json; charset=utf-8", exchange.response.headers.get("content-type"));
        Exchange xml = request()
                .header("Accept", "text/html;q=0.3, application/xml;q=0.9")
                .exchange();
        gateway.answer(xml, "kong.response.error(400, 'no', { ['Retry-After'] = '5' })");
        assertEquals("application/xml; charset=utf-8", xml.response.headers.get("content-type"));
        assertEquals("5", xml.response.headers.get("retry-after"));
        expect("code must be a number between 400 and 599", "try(kong.response.error, 200)");
        expect("message must be a nil, a string or a table", "try(kong.response.error, 400, 12)");
    }

    @Test
    void headersAreSetAddedAndCleared() {
        run(
                exchange,
                Phase.HEADER_FILTER,
                "local r = kong.response r.set_header('X-A', 'a') r.add_header('X-A', 'b') r.set_header('X_B', true)"
                        + " r.set_header('X-C', 'gone') r.clear_header('x-c') r.set_headers({ ['X-D'] = 2.5 })"
                        + " r.set_header('X-E', 'a\\r\\nX-F: 1') r.set_header('Transfer-Encoding', 'chunked')");
        assertEquals(List.of("a", "b"), exchange.response.headers.getAll("x-a"));
        assertEquals("true", exchange.response.headers.get("X-B"));
        assertNull(exchange.response.headers.get("x-c"));
        assertEquals("2.5", exchange.response.headers.get("x-d"));
        assertEquals("a%0D%0AX-F: 1", exchange.response.headers.get("x-e"));
        assertNull(exchange.response.headers.get("transfer-encoding"));
        assertEquals(
                "a|a|false|error",
                show(
                        exchange,
                        Phase.HEADER_FILTER,
                        "kong.response.get_header('x_a'), kong.response.get_headers()['x-a'][1],"
                                + " kong.response.get_header('none') ~= nil, kong.response.get_source()"));
    }

    @Test
    void setHeaderNamesWhatIsWrong() {
        expect(
                "invalid header value for \"X-A\": got nil, expected array of string, string, number or boolean|invalid header"
                        + " name \"nil\": got nil, expected string",
                "try(kong.response.set_header, 'X-A'), try(kong.response.set_header)");
    }

    @Test
    void aBodyIsGatheredPieceByPiece() {
        String source =
                "local body = kong.response.get_raw_body() if body then kong.response.set_raw_body(body:upper()) end";
        exchange.response.chunk = Buffer.buffer("ab");
        run(exchange, Phase.BODY_FILTER, source);
        assertNull(exchange.response.chunk);
        exchange.response.chunk = Buffer.buffer("cd");
        exchange.response.last = true;
        run(exchange, Phase.BODY_FILTER, source);
        assertEquals("ABCD", text(Objects.requireNonNull(exchange.response.chunk)));
    }

    @Test
    void afterTheHeadWasSentNothingCanBeChanged() {
        exchange.response.headSent = true;
        expect("headers have already been sent", exchange, "try(kong.response.set_status, 200)");
    }
}
