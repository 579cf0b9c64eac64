package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.NodeFacts;
import io.moongate.gateway.script.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code kong.request}. */
class RequestPdkTest extends Probe {
    private Exchange query(String query) {
        return request().target("/p?" + query).exchange();
    }

    @Test
    void whereTheRequestCameIn() {
        Exchange exchange =
                request().method("PATCH").target("/a%20b/%7Eu//x/../y?q=1").exchange();
        expect(
                "http|example.test|8000",
                exchange,
                "kong.request.get_scheme(), kong.request.get_host(), kong.request.get_port()");
        expect("1.1|PATCH", exchange, "kong.request.get_http_version(), kong.request.get_method()");
        expect("/a b/~u/y", exchange, "kong.request.get_path()");
        expect("/a%20b/%7Eu//x/../y", exchange, "kong.request.get_raw_path()");
        expect(
                "/a%20b/%7Eu//x/../y?q=1|q=1",
                exchange, "kong.request.get_path_with_query(), kong.request.get_raw_query()");
    }

    @Test
    void forwardedFactsOfAnUntrustedPeerAreNotBelieved() {
        Exchange exchange = request()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "outer.example")
                .header("X-Forwarded-Port", "8443")
                .exchange();
        exchange.strippedPrefix = "/pfx";
        expect(
                "http|example.test|8000|/|/pfx",
                exchange,
                "kong.request.get_forwarded_scheme(), kong.request.get_forwarded_host(), kong.request.get_forwarded_port(),"
                        + " kong.request.get_forwarded_path(), kong.request.get_forwarded_prefix()");
    }

    @Test
    void queryArguments() {
        Exchange exchange = query("a=1&b=x&b=y&flag&empty=&A=up&sp=a+b%20c&enc%20key=v&=x&&");
        String get = "kong.request.get_query_arg";
        expect(
                "1|x|true||up|a b c|v|nil",
                exchange,
                String.join(
                        ", ",
                        IntStream.range(0, 8)
                                .mapToObj(i -> get + "('"
                                        + List.of("a", "b", "flag", "empty", "A", "sp", "enc key", "none")
                                                .get(i) + "')")
                                .toList()));
        expect("x,y|true", exchange, "table.concat(kong.request.get_query().b, ','), kong.request.get_query().flag");
    }

    @Test
    void argumentsOfQueryFunctionsAreChecked() {
        expect(
                "query argument name must be a string|max_args must be a number|max_args must be >= 1|max_args must be <= 1000",
                "try(kong.request.get_query_arg, 5), try(kong.request.get_query, 'x'), try(kong.request.get_query, 0),"
                        + " try(kong.request.get_query, 1001)");
    }

    @Test
    void tooManyArgumentsAreCutAndLogged() {
        String query = IntStream.range(0, 130).mapToObj(i -> "k" + i + "=" + i).collect(Collectors.joining("&"));
        Exchange exchange = query(query);
        expect(
                "truncated|nil",
                exchange,
                "select(2, kong.request.get_query()), (select(2, kong.request.get_query(1000)))");
        assertEquals(List.of("[notice] [kong] globalpatches.lua:185 [pre-function] uri args truncated"), messages());
    }

    @Test
    void headersAreFoundInAnyCaseAndWithUnderscores() {
        Exchange exchange = request()
                .header("X-One", "1")
                .header("X-Multi", "first")
                .header("x-multi", "second")
                .header("X-Under_Score", "u")
                .header("X-Empty", "")
                .exchange();
        expect(
                "1|1|1|first|u|u||nil",
                exchange,
                "kong.request.get_header('x-one'), kong.request.get_header('X_ONE'), kong.request.get_header('x_one'),"
                        + " kong.request.get_header('X-Multi'), kong.request.get_header('x-under-score'),"
                        + " kong.request.get_header('X-Under_Score'), kong.request.get_header('X-Empty'),"
                        + " kong.request.get_header('none')");
        expect(
                "1|1|first,second",
                exchange,
                "kong.request.get_headers()['X_One'], kong.request.get_headers().x_one,"
                        + " table.concat(kong.request.get_headers()['x-multi'], ',')");
        expect("header name must be a string", exchange, "try(kong.request.get_header, 1)");
        expect("truncated", exchange, "(select(2, kong.request.get_headers(1)))");
    }

    @Test
    void positionsComeFromTheCallThatIsNoTailCall() {
        expect(
                "header name must be a string|[string \"local function show(...)...\"]:10: header name must be a string",
                "try(function() return kong.request.get_header() end), try(function() local h = kong.request.get_header() end)");
    }

    @Test
    void bodies() {
        Exchange json = request()
                .header("Content-Type", "application/json")
                .body("{\"a\":[1,2]}")
                .exchange();
        expect(
                "{\"a\":[1,2]}|2|application/json",
                json,
                "kong.request.get_raw_body(), #kong.request.get_body().a," + " (select(3, kong.request.get_body()))");
        Exchange form = request()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("a=1&b=x+y&b=z")
                .exchange();
        expect("1|x y,z", form, "kong.request.get_body().a, table.concat(kong.request.get_body().b, ',')");
        Exchange parts = request()
                .header("Content-Type", "multipart/form-data; boundary=bnd")
                .body("--bnd\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nvalue one\r\n--bnd--\r\n")
                .exchange();
        expect("value one", parts, "kong.request.get_body().f");
        Exchange text = request().header("Content-Type", "Text/Plain").body("x").exchange();
        expect("nil|unsupported content type 'Text/Plain'|text/plain", text, "kong.request.get_body()");
        expect("nil|missing content type", "kong.request.get_body()");
        Exchange broken =
                request().header("Content-Type", "application/json").body("{").exchange();
        expect("nil|invalid json body|application/json", broken, "kong.request.get_body()");
    }

    @Test
    void aBodyThatNginxWouldPutIntoAFileIsNotGivenUnasked() {
        Exchange exchange = request().body("x".repeat(12_000)).exchange();
        expect(
                "nil|request body did not fit into client body buffer, consider raising 'client_body_buffer_size'",
                exchange,
                "kong.request.get_raw_body()");
        expect("12000", exchange, "#kong.request.get_raw_body(0)");
        expect("nil|request body file too big: 12000 > 100", exchange, "kong.request.get_raw_body(100)");
    }

    @Test
    void captures() {
        Exchange exchange = request().exchange();
        exchange.captures = Arrays.asList("/g/alice", "alice");
        exchange.namedCaptures = Map.of("who", "alice");
        expect(
                "1|/g/alice|alice|alice|nil",
                exchange,
                "#kong.request.get_uri_captures().unnamed, kong.request.get_uri_captures().unnamed[0],"
                        + " kong.request.get_uri_captures().unnamed[1], kong.request.get_uri_captures().named.who,"
                        + " kong.request.get_uri_captures().named.none");
    }

    @Test
    void theStartTimeIsThatOfNginxInMilliseconds() {
        expect(
                "true|13",
                "kong.request.get_start_time() == ngx.req.start_time() * 1000, #tostring(kong.request.get_start_time())");
    }

    @Test
    void theBodyIsOutOfReachWhereItIsTooLate() {
        assertEquals(
                "function cannot be called in log phase (only in: rewrite, access, response, error, admin_api)",
                show(request().exchange(), Phase.LOG, "try(kong.request.get_raw_body)"));
    }

    @Test
    void aTrustedPeerIsBelieved() {
        try (Gateway trusting = Gateway.knowing(new NodeFacts() {
            @Override
            public boolean trusted(String address) {
                return true;
            }
        })) {
            Exchange exchange = trusting.request()
                    .header("X-Forwarded-Proto", "HTTPS")
                    .header("X-Forwarded-Host", "user@outer.example:444")
                    .header("X-Forwarded-Port", "x")
                    .header("X-Forwarded-Path", "/outer")
                    .exchange();
            assertEquals(
                    "https outer.example 444 /outer",
                    trusting.answer(
                            exchange,
                            "local r = kong.request kong.response.exit(200, r.get_forwarded_scheme() .. ' '"
                                    + " .. r.get_forwarded_host() .. ' ' .. r.get_forwarded_port() .. ' ' .. r.get_forwarded_path())"));
        }
    }
}
