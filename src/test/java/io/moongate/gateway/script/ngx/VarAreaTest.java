package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Probe;
import org.junit.jupiter.api.Test;

/** {@code ngx.var}. */
class VarAreaTest extends Probe {
    private final Exchange exchange = request()
            .target("/p%20q?a=1&a=2&b")
            .header("X-One", "1")
            .header("X-Multi", "m1")
            .header("X-Multi", "m2")
            .header("Cookie", "c1=v1; c2=v2")
            .exchange();

    @Test
    void variablesOfTheRequest() {
        expect(
                "GET|/p%20q?a=1&a=2&b|/p q|a=1&a=2&b|?|http|example.test|example.test:8000|kong|8000|HTTP/1.1|127.0.0.1",
                exchange,
                "ngx.var.request_method, ngx.var.request_uri, ngx.var.uri, ngx.var.args, ngx.var.is_args, ngx.var.scheme,"
                        + " ngx.var.host, ngx.var.http_host, ngx.var.server_name, ngx.var.server_port, ngx.var.server_protocol,"
                        + " ngx.var.remote_addr");
        expect(
                "1|m1, m2|1|1|nil|v1|nil|GET /p%20q?a=1&a=2&b HTTP/1.1|000||true|nil",
                exchange,
                "ngx.var.http_x_one, ngx.var.http_x_multi, ngx.var.arg_a, ngx.var.arg_A, ngx.var.arg_missing, ngx.var.cookie_c1,"
                        + " ngx.var.cookie_none, ngx.var.request, ngx.var.status, ngx.var.https, #ngx.var.request_id == 32,"
                        + " ngx.var.no_such_var");
    }

    @Test
    void thoseThatCanBeSet() {
        run(
                exchange,
                Phase.ACCESS,
                "ngx.var.args = 'z=9' ngx.var.upstream_uri = '/set' ngx.var.upstream_host = 'h.example'");
        assertEquals("z=9", exchange.request.query);
        assertEquals("/set", exchange.upstream.path);
        assertEquals("h.example", exchange.upstream.hostHeader);
        expect("9|z=9|/set", exchange, "ngx.var.arg_z, ngx.var.args, ngx.var.upstream_uri");
        expect("nil|nil", exchange, "(function() ngx.var.args = nil return ngx.var.args end)(), ngx.var[1]");
    }

    @Test
    void thoseThatCannot() {
        expect(
                "true|true|true",
                exchange,
                "(try(function() ngx.var.request_method = 'PUT' end):find('variable not changeable', 1, true)) ~= nil,"
                        + " (try(function() ngx.var.mine = 'x' end):find('variable \"mine\" not found for writing; maybe it is a"
                        + " built-in variable that is not changeable or you forgot to use \"set $mine', 1, true)) ~= nil,"
                        + " (try(function() local x = ngx.var[nil] end):find('bad variable name', 1, true)) ~= nil");
    }
}
