package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ngx.say}, {@code ngx.exit}, {@code ngx.redirect}, {@code ngx.header}, {@code ngx.status}, {@code ngx.arg}. */
class OutputAreaTest extends Probe {
    private final Exchange exchange = request().exchange();

    private Outcome outcome(String source) {
        return gateway.run(gateway.plugin("pre-function", Phase.ACCESS, source), Phase.ACCESS, exchange);
    }

    @Test
    void saying() {
        assertSame(
                Outcome.Continue.NEXT,
                outcome("ngx.say('a', 1, nil, true, { 'x', { 2.5 } }) ngx.print('p') ngx.flush(true) ngx.eof()"));
        Gateway.Sink sink = (Gateway.Sink) exchange.sink;
        assertEquals("a1niltruex2.5\np", sink.sent.toString());
        assertTrue(sink.head && sink.ended);
        assertEquals(200, exchange.response.status);
    }

    @Test
    void exitCodes() {
        assertEquals(new Outcome.Finalized(403), outcome("ngx.exit(403)"));
        assertEquals(new Outcome.Finalized(200), outcome("pcall(ngx.exit, ngx.HTTP_OK)"));
        assertSame(Outcome.Dropped.CLOSE, outcome("ngx.exit(444)"));
        assertSame(Outcome.Dropped.CLOSE, outcome("ngx.exit(ngx.ERROR)"));
        assertSame(Outcome.Continue.NEXT, outcome("ngx.exit(ngx.OK) error('not here')"));
        exchange.response.headSent = true;
        exchange.response.status = 202;
        assertSame(Outcome.Sent.END, outcome("ngx.exit(500)"));
        assertEquals(
                List.of("[error] attempt to set status 500 via ngx.exit after sending out the response status 202"),
                messages());
    }

    @Test
    void redirects() {
        assertEquals(new Outcome.Finalized(302), outcome("ngx.redirect('/there')"));
        assertEquals("/there", exchange.response.headers.get("location"));
        assertEquals(new Outcome.Finalized(301), outcome("ngx.redirect('/x', 301)"));
        expect("true", "(try(ngx.redirect, '/x', 200):find('only ngx.HTTP_MOVED_TEMPORARILY', 1, true)) ~= nil");
    }

    @Test
    void headersAndStatus() {
        run(
                exchange,
                Phase.HEADER_FILTER,
                "ngx.header['X-A'] = { 'r1', 'r2' } ngx.header.x_b = 5 ngx.header['X-C'] = 'c'"
                        + " ngx.header['X-C'] = nil ngx.status = 299");
        assertEquals(List.of("r1", "r2"), exchange.response.headers.getAll("X-A"));
        assertEquals("5", exchange.response.headers.get("x-b"));
        assertEquals(299, exchange.response.status);
        assertEquals(
                "table|5|nil|299|false|r1",
                show(
                        exchange,
                        Phase.HEADER_FILTER,
                        "type(ngx.header.x_a), ngx.header['X-B'], ngx.header['x-c'], ngx.status,"
                                + " ngx.headers_sent, ngx.resp.get_headers()['x-a'][1]"));
    }

    @Test
    void inHeaderFilterTheServersPageTakesThePlaceOfTheAnswer() {
        run(exchange, Phase.HEADER_FILTER, "ngx.exit(503)");
        assertEquals(503, exchange.response.status);
        assertTrue(String.valueOf(exchange.response.replacement)
                .startsWith("The upstream server is currently unavailable"));
    }

    @Test
    void piecesOfTheBody() {
        exchange.response.chunk = io.vertx.core.buffer.Buffer.buffer("abc");
        assertEquals("abc|false", show(exchange, Phase.BODY_FILTER, "ngx.arg[1], ngx.arg[2]"));
        run(exchange, Phase.BODY_FILTER, "ngx.arg[1] = { 't', 1 } ngx.arg[2] = true");
        assertEquals("t1", String.valueOf(exchange.response.chunk));
        assertTrue(exchange.response.last);
        run(exchange, Phase.BODY_FILTER, "ngx.arg[1] = nil");
        assertSame(null, exchange.response.chunk);
        expect(
                "/usr/local/openresty/lualib/resty/core/param.lua:93: API disabled in the current context|true",
                "try(function() return ngx.arg[1] end),"
                        + " (try(function() ngx.arg[1] = 'x' end):find('API disabled in the context of access_by_lua*', 1, true)) ~= nil");
    }

    @Test
    void phasesAndConstants() {
        expect(
                "access|0|-1|403|userdata: NULL|http|0|false|nil",
                "ngx.get_phase(), ngx.OK, ngx.ERROR, ngx.HTTP_FORBIDDEN, ngx.null,"
                        + " ngx.config.subsystem, ngx.worker.id(), ngx.is_subrequest, ngx.nope");
    }

    @Test
    void logging() {
        run(
                exchange,
                Phase.ACCESS,
                "ngx.log(ngx.ERR, 'a', 1, nil, true) ngx.log(ngx.DEBUG, 'no') ngx.log(ngx.STDERR, 's')");
        String place = "[lua] [string \"ngx.log(ngx.ERR, 'a', 1, nil, true) ngx.log(n...\"]:1: ";
        assertEquals(List.of("[error] " + place + "a1niltrue", "[] " + place + "s"), messages());
        expect(
                "bad argument #1 to '?' (bad log level: 99)|bad argument #1 to '?' (number expected, got string)|bad argument #1 to"
                        + " '?' (expected table to have __tostring metamethod)",
                "try(ngx.log, 99, 'x'), try(ngx.log, 'err', 'x'), try(ngx.log, ngx.ERR, {})");
    }
}
