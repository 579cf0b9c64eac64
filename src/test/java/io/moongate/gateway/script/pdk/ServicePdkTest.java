package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.TlsRules;
import io.moongate.gateway.exchange.UpstreamResponse;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.Probe;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code kong.service}, {@code kong.service.request} and {@code kong.service.response}. */
class ServicePdkTest extends Probe {
    private final Exchange exchange = request()
            .target("/old?zz=1&k=2&k=3")
            .header("X-In", "orig")
            .header("X-Drop", "gone")
            .exchange();

    private void access(String source) {
        run(exchange, Phase.ACCESS, source);
    }

    private String body() {
        return Objects.requireNonNull(exchange.request.body.bytes()).toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void headersForTheUpstream() {
        access(
                "local r = kong.service.request r.set_header('X-Num', 5) r.set_header('X-Bool', false) r.add_header('X-In', 'extra')"
                        + " r.clear_header('x-drop') r.set_headers({ ['X-Many'] = { 'm1', 'm2' } }) r.set_header('X-Empty', '')"
                        + " r.set_header('Host', 'other.example')");
        HeaderList headers = exchange.request.headers;
        assertEquals("5", headers.get("x-num"));
        assertEquals("false", headers.get("x-bool"));
        assertEquals(List.of("orig", "extra"), headers.getAll("x-in"));
        assertNull(headers.get("x-drop"));
        assertEquals(List.of("m1", "m2"), headers.getAll("x-many"));
        assertEquals(" ", headers.get("x-empty"));
        assertEquals("other.example", exchange.upstream.hostHeader);
        expect("orig", exchange, "kong.request.get_header('X-In')");
    }

    @Test
    void methodPathAndQuery() {
        access(
                "local r = kong.service.request r.set_method('PUT') r.set_path('/a b/%2F/caf\\195\\169') r.set_raw_query('a=%20')"
                        + " r.set_scheme('https') r.enable_buffering()");
        assertEquals("PUT", exchange.request.method);
        assertEquals("/a%20b/%2F/caf%C3%A9", exchange.upstream.path);
        assertEquals("a=%20", exchange.request.query);
        assertEquals("https", exchange.upstream.scheme);
        assertTrue(exchange.upstream.buffered);
    }

    @Test
    void queriesAreWrittenAsKongSortsThem() {
        access(
                "kong.service.request.set_query({ b = { 'x', 'y', true }, a = 'sp ace&=', c = true, d = false, num = 5, e = {},"
                        + " empty = '', ['k y'] = 'caf\\195\\169' })");
        assertEquals("&&a=sp%20ace%26%3D&b=x&b=y&b&c&empty=&k%20y=caf%C3%A9&num=5", exchange.request.query);
        access("kong.service.request.set_query({})");
        assertNull(exchange.request.query);
    }

    @Test
    void anArgumentIsTakenOut() {
        access("kong.service.request.clear_query_arg('k')");
        assertEquals("zz=1", exchange.request.query);
    }

    @Test
    void argumentsOfTheRequestAreChecked() {
        expect(
                "invalid method: get|path must start with /|path must be a string|query must be a string|args must be a"
                        + " table|invalid scheme: ws|header must be a string|headers must be a table|body must be a string",
                exchange,
                "try(kong.service.request.set_method, 'get'), try(kong.service.request.set_path, 'x'),"
                        + " try(kong.service.request.set_path), try(kong.service.request.set_raw_query, 1),"
                        + " try(kong.service.request.set_query, 'a=1'), try(kong.service.request.set_scheme, 'ws'),"
                        + " try(kong.service.request.clear_header), try(kong.service.request.set_headers),"
                        + " try(kong.service.request.set_raw_body, 5)");
    }

    @Test
    void bodiesForTheUpstream() {
        access("kong.service.request.set_raw_body('raw')");
        assertEquals("raw", body());
        access("kong.service.request.set_body({ a = { 1, 2 } }, 'application/json')");
        assertEquals("{\"a\":[1,2]}", body());
        assertEquals("application/json", exchange.request.headers.get("content-type"));
        access("kong.service.request.set_body({ b = 'x y', a = 1 }, 'application/x-www-form-urlencoded')");
        assertEquals("a=1&b=x%20y", body());
        access("kong.service.request.set_body({ f = 'v1' }, 'multipart/form-data; boundary=bnd')");
        assertEquals("--bnd\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nv1\r\n--bnd--\r\n", body());
        expect("unsupported content type text/plain", exchange, "try(kong.service.request.set_body, {}, 'text/plain')");
        expect(
                "nil|content type was neither explicitly given as an argument or received as a header",
                "kong.service.request.set_body({})");
    }

    @Test
    void theTargetOfAnotherTry() {
        access("local n = 0 kong.service.set_target_retry_callback(function() n = n + 1"
                + " if n == 1 then return '10.0.0.2', 82 end"
                + " if n == 2 then kong.service.set_target('10.0.0.3', 83) return true end"
                + " if n == 3 then return nil, 'enough' end error('broken') end)");
        assertEquals("null 10.0.0.2:82", another());
        assertEquals("null 10.0.0.3:83", another());
        assertEquals("enough 10.0.0.3:83", another());
        assertTrue(another().contains("broken"));
        assertEquals(Phase.ACCESS, exchange.phase);
    }

    private String another() {
        return gateway.call(
                exchange,
                () -> Objects.requireNonNull(exchange.upstream.retryTarget).choose() + " " + exchange.upstream.host
                        + ":" + exchange.upstream.port);
    }

    @Test
    void tlsToTheUpstream() throws IOException {
        try (Gateway modules =
                Gateway.of(SandboxMode.SANDBOX, Set.of("ngx.ssl", "resty.openssl.x509", "resty.openssl.x509.store"))) {
            Exchange secured = modules.request().exchange();
            String source = "local cert, key = [[" + key("cert.pem") + "]], [[" + key("rsa8.pem") + "]]"
                    + " local ssl = require('ngx.ssl') local store = require('resty.openssl.x509.store').new()"
                    + " assert(store:add(assert(require('resty.openssl.x509').new(cert))))"
                    + " assert(kong.service.set_tls_verify(true)) assert(kong.service.set_tls_verify_depth(3))"
                    + " assert(kong.service.set_tls_verify_store(store))"
                    + " assert(kong.service.set_tls_cert_key(assert(ssl.parse_pem_cert(cert)),"
                    + " assert(ssl.parse_pem_priv_key(key))))"
                    + " kong.ctx.shared.wrong = select(2, ssl.parse_pem_cert('x'))";
            modules.run(modules.plugin("pre-function", Phase.ACCESS, source), Phase.ACCESS, secured);
            TlsRules rules = secured.upstream.tls;
            assertTrue(rules.verify(), () -> modules.log().toString());
            assertEquals(3, rules.depth());
            assertEquals(1, rules.authorities().size());
            assertEquals(
                    rules.authorities(),
                    Objects.requireNonNull(rules.own()).entries().getFirst().chain());
        }
    }

    private static String key(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ServicePdkTest.class.getResourceAsStream("/require/keys/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void theTarget() {
        access(
                "kong.service.set_target('10.0.0.1', 81) kong.service.set_retries(2) kong.service.set_timeouts(1, 2, 3)");
        assertEquals("10.0.0.1", exchange.upstream.host);
        assertEquals(81, exchange.upstream.port);
        assertEquals(2, exchange.upstream.retries);
        assertEquals(3, exchange.upstream.readTimeout);
        expect(
                "port must be an integer|port must be an integer between 0 and 65535: given 70000|host must be a string|nil|could"
                        + " not find an Upstream named 'u'",
                exchange,
                "try(kong.service.set_target, 'host:80'), try(kong.service.set_target, 'h', 70000),"
                        + " try(kong.service.set_target, 5, 1), kong.service.set_upstream('u')");
    }

    @Test
    void whatTheUpstreamAnswered() {
        HeaderList sent = new HeaderList();
        sent.add("X-Multi", "one").add("X-Multi", "two");
        exchange.upstreamResponse = new UpstreamResponse(404, "Not Found", sent, null);
        exchange.response.headers.addAll(sent);
        exchange.response.headers.add("X-Own", "gateway");
        assertEquals(
                "404|one|nil|table",
                show(
                        exchange,
                        Phase.HEADER_FILTER,
                        "kong.service.response.get_status(), kong.service.response.get_header('x_multi'),"
                                + " kong.service.response.get_header('x-own'), type(kong.service.response.get_headers()['x-multi'])"));
        assertEquals(
                "service body is only available with buffered proxying (see: kong.service.request.enable_buffering function)"
                        + "|name must be a string",
                show(
                        exchange,
                        Phase.HEADER_FILTER,
                        "try(kong.service.response.get_raw_body), try(kong.service.response.get_header)"));
    }

    @Test
    void theBufferedBody() {
        HeaderList sent = new HeaderList();
        sent.add("Content-Type", "application/json");
        exchange.upstream.buffered = true;
        exchange.upstreamResponse = new UpstreamResponse(200, "OK", sent, Buffer.buffer("{\"k\":\"v\"}"));
        assertEquals(
                "{\"k\":\"v\"}|v",
                show(
                        exchange,
                        Phase.HEADER_FILTER,
                        "kong.service.response.get_raw_body(), kong.service.response.get_body().k"));
    }
}
