package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.script.Probe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The namespaces of a few functions each. */
class SmallNamespacesTest extends Probe {

    @Test
    void versionAndPlugin() {
        expect("3.9.3|3009003|36", "kong.version, kong.version_num, #kong.plugin.get_id()");
    }

    @Test
    void client() {
        expect(
                "127.0.0.1|127.0.0.1|50000|nil|nil",
                "kong.client.get_ip(), kong.client.get_forwarded_ip(), kong.client.get_port(), kong.client.get_consumer(),"
                        + " kong.client.get_credential()");
        expect("nil|No active route found", "kong.client.get_protocol()");
        expect(
                "cannot load a consumer with an id that is not a uuid|consumer_id must be a string|either credential or consumer"
                        + " must be provided",
                "try(kong.client.load_consumer, 'x'), try(kong.client.load_consumer, 5), try(kong.client.authenticate)");
        expect(
                "ok|fake|c1",
                "try(kong.client.authenticate, { username = 'fake' }, { id = 'c1' }), kong.client.get_consumer().username,"
                        + " kong.client.get_credential().id");
    }

    @Test
    void router() {
        Exchange exchange = request().exchange();
        expect("nil|nil", exchange, "kong.router.get_route(), kong.router.get_service()");
        exchange.route = Route.of(Map.of(
                "id",
                "11111111-2222-4333-8444-555555555555",
                "name",
                "r",
                "paths",
                List.of("/a", "/b"),
                "protocols",
                List.of("http")));
        expect(
                "r|2|11111111-2222-4333-8444-555555555555|http",
                exchange,
                "kong.router.get_route().name, #kong.router.get_route().paths, kong.router.get_route().id,"
                        + " kong.client.get_protocol()");
    }

    @Test
    void tablesOfTheRequest() {
        Exchange exchange = request().exchange();
        run(exchange, Phase.ACCESS, "kong.ctx.shared.a = 1 kong.ctx.plugin.b = 2 ngx.ctx.c = 3");
        assertEquals("1|nil|3", show(exchange, Phase.LOG, "kong.ctx.shared.a, kong.ctx.plugin.b, ngx.ctx.c"));
        run(exchange, Phase.ACCESS, "kong.ctx.shared = { a = 'other' }");
        assertEquals("other", show(exchange, Phase.ACCESS, "kong.ctx.shared.a"));
        expect("nil|nil", "kong.ctx.shared.a, kong.ctx.nope");
    }

    @Test
    void node() {
        expect(
                "http|false|false|number|table",
                "kong.nginx.get_subsystem(), kong.ip.is_trusted('127.0.0.1'), kong.ip.is_trusted(5),"
                        + " type(kong.nginx.get_statistics().total_requests), type(kong.node.get_memory_stats())");
        expect("5.00 MiB", "kong.node.get_memory_stats('m', 2).lua_shared_dicts.kong.capacity");
        expect("invalid unit 'zz' (expected 'k/K', 'm/M', or 'g/G')", "try(kong.node.get_memory_stats, 'zz')");
    }

    @Test
    void tables() {
        expect(
                "1|3|y|nil",
                "kong.table.merge({ a = 1, b = 2, 'x' }, { b = 3, 'y' }).a, kong.table.merge({ b = 2 }, { b = 3 }).b,"
                        + " kong.table.merge({ 'x' }, { 'y' })[1], (function() local t = { 1 } kong.table.clear(t) return next(t) end)()");
        expect("bad argument #1 to '?' (table expected, got string)", "try(kong.table.clear, 'x')");
    }

    @Test
    void configurationIsReadOnlyAndMasked() {
        expect(
                "/x|******|nil|true",
                "kong.configuration.prefix, kong.configuration.pg_password, kong.configuration.none,"
                        + " (try(function() kong.configuration.a = 1 end):find('cannot write to configuration', 1, true)) ~= nil");
    }
}
