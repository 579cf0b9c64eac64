package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.script.net.Trust;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code resty.http} against small servers. */
class RestyHttpTest {
    private static final String OUT = "local o = {} local function p(...) local t = {} for i = 1, select('#', ...) do"
            + " t[i] = tostring((select(i, ...))) end o[#o+1] = table.concat(t, ',') end"
            + " local http = require 'resty.http' ";
    private static final String DONE = " kong.response.exit(200, table.concat(o, ' '))";

    private Gateway gateway = Gateway.of(SandboxMode.SANDBOX, Set.of("resty.http"));

    @AfterEach
    void close() {
        gateway.close();
    }

    private String run(String code) {
        return gateway.answer(OUT + code + DONE);
    }

    /** Answers each request with its first line, its headers in lower case and its body. */
    private static Loopback echo() {
        return Loopback.plain(RestyHttpTest::echo);
    }

    private static void echo(Loopback.Wire wire) throws IOException {
        String first = wire.line();
        while (first != null) {
            StringBuilder seen = new StringBuilder(first);
            int length = 0;
            String line = wire.line();
            while (line != null && !line.isEmpty()) {
                if (line.startsWith("Content-Length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                seen.append('|').append(line);
                line = wire.line();
            }
            seen.append('|').append(wire.bytes(length));
            wire.say("HTTP/1.1 200 All right\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: " + seen.length() + "\r\n\r\n"
                    + seen);
            first = wire.line();
        }
    }

    /** Answers each request with this text. */
    private static Loopback answering(String answer) {
        return Loopback.plain(wire -> {
            String line = wire.line();
            while (line != null) {
                while (line != null && !line.isEmpty()) {
                    line = wire.line();
                }
                wire.say(answer);
                line = wire.line();
            }
        });
    }

    private static String uri(Loopback server) {
        return "'http://127.0.0.1:" + server.port() + "'";
    }

    @Test
    void aRequestByUri() {
        try (Loopback server = echo()) {
            String answer =
                    run("local r, e = http.new():request_uri(" + uri(server) + " .. '/a/b?x=1', { method = 'post',"
                            + " body = 'hello', headers = { ['X-One'] = 1 } }) p(r.status, r.reason, r.has_body, r.headers['x-two'][2],"
                            + " r.headers.X_TWO[1]) p(r.body)");
            assertTrue(answer.startsWith("200,All right,true,b,a POST /a/b?x=1 HTTP/1.1|"), answer);
            assertTrue(answer.contains("|X-One: 1|"), answer);
            assertTrue(answer.contains("|Content-Length: 5|"), answer);
            assertTrue(answer.contains("|Host: 127.0.0.1:" + server.port() + "|"), answer);
            assertTrue(answer.contains("|User-Agent: lua-resty-http/0.17.2 (Lua) ngx_lua/10026|"), answer);
            assertTrue(answer.endsWith("|hello"), answer);
        }
    }

    @Test
    void queriesAndPathsOfTheParametersCountMore() {
        try (Loopback server = echo()) {
            String answer = run("local c = http.new() p((c:request_uri(" + uri(server)
                    + " .. '/old?x=1', { path = '/new', query = { ['a b'] = 'c&d' } }).body:match('^[^|]*')))"
                    + " p((c:request_uri(" + uri(server) + ", { query = 'y=2' }).body:match('^[^|]*')))");
            assertEquals("GET /new?a%20b=c%26d HTTP/1.1 GET /?y=2 HTTP/1.1", answer);
        }
    }

    @Test
    void noValueAddsALine() {
        try (Loopback server = echo()) {
            String answer = run("p(http.new():request_uri(" + uri(server)
                    + ", { headers = { ['X-A'] = 'b\\r\\nX-Evil: 1' } }).body)");
            assertTrue(answer.contains("|X-A: b%0D%0AX-Evil: 1|"), answer);
        }
    }

    @Test
    void theParametersStayTheUsers() {
        try (Loopback server = echo()) {
            assertEquals(
                    "nil,nil,nil,1",
                    run("local t = { headers = { A = 1 } } http.new():request_uri(" + uri(server)
                            + ", t) p(t.path, t.host, t.headers.Host, t.headers.A)"));
        }
    }

    @Test
    void aThousandRequestsLeaveOneConnection() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1000",
                    run(
                            "local n = 0 for i = 1, 1000 do local r = http.new():request_uri(" + uri(server)
                                    + " .. '/' .. i) if r.body:find('GET /' .. i .. ' ', 1, true) then n = n + 1 end end p(n)"));
            assertEquals(1, server.accepted());
            assertEquals(1, gateway.onLoop(() -> gateway.worker.network().open()));
            assertEquals(
                    1, gateway.onLoop(() -> gateway.worker.network().pools().resting()));
        }
    }

    @Test
    void aThousandRequestsSideBySideLeaveAPoolOfTheirSize() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1000",
                    run(
                            "local n, t = 0, {} for i = 1, 1000 do t[i] = ngx.thread.spawn(function() local r, e ="
                                    + " http.new():request_uri(" + uri(server)
                                    + ", { keepalive_pool = 7 }) n = n + (r and"
                                    + " r.status == 200 and 1 or 0) end) end for i = 1, 1000 do ngx.thread.wait(t[i]) end p(n)"));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> server.open() == 7);
            assertEquals(7, gateway.onLoop(() -> gateway.worker.network().open()));
        }
    }

    @Test
    void withoutKeepaliveNothingStays() {
        try (Loopback server = echo()) {
            assertEquals("200", run("p(http.new():request_uri(" + uri(server) + ", { keepalive = false }).status)"));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> server.open() == 0);
        }
        try (Loopback server = answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
            assertEquals("ok", run("p(http.new():request_uri(" + uri(server) + ").body)"));
            assertEquals(
                    0, gateway.onLoop(() -> gateway.worker.network().pools().resting()));
        }
    }

    @Test
    void chunksAreJoined() {
        try (Loopback server = answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n5;x=y\r\n two!\r\n0\r\n\r\n")) {
            String ask = "local r = c:request_uri(" + uri(server) + ") p(r.body) ";
            assertEquals("one two! one two!", run("local c = http.new() " + ask + ask));
            assertEquals(1, server.accepted());
        }
    }

    @Test
    void answersWithoutABody() {
        try (Loopback server = answering("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n")) {
            assertEquals(
                    "204,false, HEAD,3",
                    run("local r = http.new():request_uri(" + uri(server) + ") p(r.status, r.has_body, r.body)"
                            + " r = http.new():request_uri(" + uri(server) + ", { method = 'HEAD' }) p('HEAD',"
                            + " r.headers['content-length'])"));
        }
    }

    @Test
    void anAnswerUpToTheEndOfTheConnection() {
        try (Loopback server = Loopback.plain(wire -> {
            wire.line();
            wire.say("HTTP/1.0 200 OK\r\n\r\nall of it");
        })) {
            assertEquals(
                    "200,all of it", run("local r = http.new():request_uri(" + uri(server) + ") p(r.status, r.body)"));
        }
    }

    @Test
    void interimAnswersArePassedOver() {
        try (Loopback server =
                answering("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")) {
            assertEquals(
                    "200,x,nil",
                    run("local r = http.new():request_uri(" + uri(server) + ") p(r.status, r.body, r.headers.link)"));
        }
    }

    @Test
    void failuresAreNilAndAReason() throws IOException {
        try (Loopback gone = Loopback.plain(wire -> wire.line())) {
            assertEquals("nil,closed", run("p(http.new():request_uri(" + uri(gone) + "))"));
        }
        try (Loopback silent = Loopback.plain(Loopback.Wire::awaitEnd)) {
            assertEquals(
                    "nil,timeout", run("local c = http.new() c:set_timeout(40) p(c:request_uri(" + uri(silent) + "))"));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> silent.open() == 0);
        }
        try (Loopback rubbish = Loopback.plain(wire -> {
            wire.line();
            wire.say("SSH-2.0-x\r\n");
        })) {
            assertEquals(
                    "nil,couldn't parse HTTP version from response status line: SSH-2.0-x",
                    run("p(http.new():request_uri(" + uri(rubbish) + "))"));
        }
        assertEquals("nil,bad uri: nonsense", run("p(http.new():request_uri('nonsense'))"));
        assertEquals("nil,connection refused", run("p(http.new():request_uri('http://127.0.0.1:1/'))"));
        assertEquals(0, gateway.onLoop(() -> gateway.worker.network().open()));
    }

    @Test
    void aBodyThatBreaksOffIsAFailure() {
        try (Loopback server = Loopback.plain(wire -> {
            wire.line();
            wire.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        })) {
            assertEquals("nil,closed", run("p(http.new():request_uri(" + uri(server) + "))"));
        }
    }

    @Test
    void stepByStepWithAStreamedBody() {
        try (Loopback server = echo()) {
            String answer = run("local c = http.new() p(c:connect({ scheme = 'http', host = '127.0.0.1', port = "
                    + server.port()
                    + " })) local r = c:request({ path = '/s', headers = { Host = 'h' } }) p(c:set_keepalive())"
                    + " p(r.body_reader(5), r.body_reader(7)) p(r:read_body():match('|Host: h')) p(r.body_reader())"
                    + " p(c:set_keepalive(1000, 2)) p(c:connect('127.0.0.1', " + server.port()
                    + ")) p(c:get_reused_times()) p(c:close())");
            assertEquals(
                    "true nil,response not fully read GET /,s HTTP/ |Host: h nil 1 1 0 1",
                    answer.replace("1.1|", "|").replace("s HTTP/1", "s HTTP/"));
        }
    }

    @Test
    void sentBodiesMayBeFunctionsAndTables() {
        try (Loopback server = echo()) {
            String at = "local c = http.new() c:connect('127.0.0.1', " + server.port() + ") ";
            assertTrue(run(at + "p(c:request({ method = 'POST', body = { 'a', 'b', 1 } }):read_body())")
                    .endsWith("|ab1"));
            assertTrue(
                    run(at + "local n = 0 p(c:request({ method = 'POST', headers = { ['Content-Length'] = 4 }, body ="
                                    + " function() n = n + 1 return n < 3 and 'x' .. n or nil end }):read_body())")
                            .endsWith("|x1x2"));
            assertEquals(
                    "nil,Request body is a function but a length or chunked encoding is not specified",
                    run(at + "p(c:request({ method = 'POST', body = function() end }))"));
        }
    }

    @Test
    void trailersJoinTheHeaders() {
        try (Loopback server = answering(
                "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 7\r\n\r\n")) {
            assertEquals(
                    "a nil 7 1",
                    run("local c = http.new() c:connect('127.0.0.1', " + server.port()
                            + ") local r = c:request({}) p(r:read_body()) p(r.headers['x-sum']) r:read_trailers()"
                            + " p(r.headers['x-sum']) p(c:set_keepalive())"));
        }
    }

    @Test
    void severalRequestsAtOnce() {
        try (Loopback server = echo()) {
            assertEquals(
                    "GET /1 GET /2 200",
                    run("local c = http.new() c:connect('127.0.0.1', " + server.port()
                            + ") local a = c:request_pipeline({ { path = '/1' }, { path = '/2' } }) for i = 1, 2 do"
                            + " p(a[i]:read_body():match('^(.-) HTTP')) end p(a[2].status)"));
        }
    }

    @Test
    void throughAProxy() {
        try (Loopback proxy = echo()) {
            String answer = run("local c = http.new() c:set_proxy_options({ http_proxy = " + uri(proxy)
                    + ", no_proxy = 'not.example' }) p(c:request_uri('http://far.example/x?y=1').body)");
            assertTrue(answer.startsWith("GET http://far.example/x?y=1 HTTP/1.1|"), answer);
            assertTrue(answer.contains("|Host: far.example|"), answer);
        }
    }

    @Test
    void overTls() {
        Loopback.Conversation echo = RestyHttpTest::echo;
        try (Loopback server = Loopback.tls(echo)) {
            String uri = "'https://localhost:" + server.port() + "/t'";
            assertEquals("nil,18: self-signed certificate", run("p(http.new():request_uri(" + uri + "))"));
            assertEquals("200", run("p(http.new():request_uri(" + uri + ", { ssl_verify = false }).status)"));
            gateway.close();
            gateway = Gateway.trusting(Trust.of(Loopback.authorities()), Set.of("resty.http"));
            assertEquals("200 200", run("for i = 1, 2 do p(http.new():request_uri(" + uri + ").status) end"));
            assertEquals(
                    "nil,certificate host mismatch",
                    run("p(http.new():request_uri(" + uri + ", { ssl_server_name = 'else.example' }))"));
            assertEquals(
                    "1 userdata GET /",
                    run("local c = http.new() p(c:connect('127.0.0.1', " + server.port()
                            + ")) p(type(c:ssl_handshake(nil, 'localhost', true))) p(c:request({ headers = { Host = 'x' }"
                            + " }):read_body():match('^GET /'))"));
        }
    }

    @Test
    void urisTakenApart() {
        assertEquals(
                "https,h.example,443,/,,nil http,1.2.3.4,81,/a?b=c,nil,nil http,1.2.3.4,81,/a,b=c,nil nil,bad uri: x http,h,80,/",
                run(
                        "local function u(...) local t, e = http:parse_uri(...) if not t then return p(t, e) end p(t[1], t[2],"
                                + " t[3], t[4], t[5], e) end u('https://h.example') u('http://1.2.3.4:81/a?b=c')"
                                + " u('http://1.2.3.4:81/a?b=c', false) u('x') local t = http:parse_uri('//h/') p(t[1], t[2], t[3], t[4])"));
    }

    @Test
    void theClientsBodyCanBeReadPieceByPiece() {
        String answer = gateway.answer(
                gateway.request().method("POST").body("abcdefg").exchange(),
                OUT + "local r = http:get_client_body_reader(3) p(r(), r(), r(), r())" + DONE);
        assertEquals("abc,def,g,nil", answer);
        assertEquals("nil", run("p(http:get_client_body_reader())"));
    }

    @Test
    void whatOneFunctionWritesNoOtherSends() {
        try (Loopback server = echo()) {
            gateway.answer(
                    "local h = require 'resty.http' local c = h.new() c.request = nil c.x = 1 kong.response.exit(200)");
            assertEquals("nil 200", run("p(http.new().x) p(http.new():request_uri(" + uri(server) + ").status)"));
        }
    }
}
