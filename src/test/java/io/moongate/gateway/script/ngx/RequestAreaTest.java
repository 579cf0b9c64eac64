package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Probe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code ngx.req}. */
class RequestAreaTest extends Probe {

    @Test
    void reading() {
        Exchange exchange = request()
                .target("/z?a=1&b=1&b=2&flag&empty=")
                .header("X-One", "1")
                .header("X-Multi", "m1")
                .header("X-Multi", "m2")
                .exchange();
        expect(
                "GET|1.1|number|false",
                exchange,
                "ngx.req.get_method(), ngx.req.http_version(), type(ngx.req.start_time())," + " ngx.req.is_internal()");
        expect(
                "1|1|table|1|nil",
                exchange,
                "ngx.req.get_headers().x_one, ngx.req.get_headers()['X-ONE'], type(ngx.req.get_headers()['x-multi']),"
                        + " ngx.req.get_headers(0, true)['X-One'], ngx.req.get_headers(0, true)['x-one']");
        expect(
                "1|table|true||truncated",
                exchange,
                "ngx.req.get_uri_args().a, type(ngx.req.get_uri_args().b),"
                        + " ngx.req.get_uri_args().flag, ngx.req.get_uri_args().empty, (select(2, ngx.req.get_uri_args(1)))");
        expect(
                "GET /z?a=1&b=1&b=2&flag&empty= HTTP/1.1~Host: example.test:8000~X-One: 1~X-Multi: m1~X-Multi: m2~~",
                exchange,
                "(ngx.req.raw_header():gsub('\\r\\n', '~'))");
    }

    @Test
    void writing() {
        Exchange exchange = request()
                .target("/?old=1")
                .header("X-Drop", "d")
                .header("X-Nil", "n")
                .exchange();
        run(
                exchange,
                Phase.ACCESS,
                "ngx.req.set_header('X-Set', 'v') ngx.req.set_header('X-Tbl', { 'a', 'b' })"
                        + " ngx.req.set_header('X-Num', 5) ngx.req.clear_header('X-Drop') ngx.req.set_header('X-Nil', nil)"
                        + " ngx.req.set_uri_args({ a = 1 }) ngx.req.set_method(ngx.HTTP_PUT) ngx.req.set_uri('/other')");
        assertEquals("v", exchange.request.headers.get("x-set"));
        assertEquals(List.of("a", "b"), exchange.request.headers.getAll("x-tbl"));
        assertEquals("5", exchange.request.headers.get("x-num"));
        assertNull(exchange.request.headers.get("x-drop"));
        assertNull(exchange.request.headers.get("x-nil"));
        assertEquals("a=1", exchange.request.query);
        assertEquals("PUT", exchange.request.method);
        expect("/other", exchange, "ngx.var.uri");
    }

    @Test
    void theBodyIsThereOnceItWasRead() {
        Exchange exchange = request().method("POST").body("a=1&b=2&b=3&c").exchange();
        expect("nil", exchange, "ngx.req.get_body_data()");
        run(exchange, Phase.ACCESS, "ngx.req.read_body()");
        expect(
                "13|1|table|true|nil",
                exchange,
                "#ngx.req.get_body_data(), ngx.req.get_post_args().a,"
                        + " type(ngx.req.get_post_args().b), ngx.req.get_post_args().c, ngx.req.get_body_file()");
        run(exchange, Phase.ACCESS, "ngx.req.set_body_data('new')");
        assertEquals(
                "new", Objects.requireNonNull(exchange.request.body.bytes()).toString(StandardCharsets.ISO_8859_1));
        run(
                exchange,
                Phase.ACCESS,
                "ngx.req.init_body() ngx.req.append_body('a') ngx.req.append_body('b') ngx.req.finish_body()");
        expect("ab", exchange, "ngx.req.get_body_data()");
    }

    @Test
    void aLargeBodyIsInAFile() {
        Exchange exchange = request().method("POST").body("x".repeat(12_000)).exchange();
        expect(
                "nil|true",
                exchange,
                "(function() ngx.req.read_body() return ngx.req.get_body_data() end)(),"
                        + " ngx.req.get_body_file() ~= nil");
    }

    @Test
    void argumentsOfABodyThatWasNotRead() {
        expect(
                "/usr/local/share/lua/5.1/kong/globalpatches.lua:202: no request body found; maybe you should turn on"
                        + " lua_need_request_body?",
                "try(ngx.req.get_post_args)");
    }
}
