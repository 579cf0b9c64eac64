package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.net.Trust;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ngx.socket.tcp} against small servers. */
class TcpSocketTest {
    private static final String OUT = "local o = {} local function p(...) local t = {} for i = 1, select('#', ...) do"
            + " t[i] = tostring((select(i, ...))) end o[#o+1] = table.concat(t, ',') end ";
    private static final String DONE = " kong.response.exit(200, table.concat(o, ' '))";

    private Gateway gateway = Gateway.sandbox();

    @AfterEach
    void close() {
        gateway.close();
    }

    private String run(int port, String code) {
        return gateway.answer(
                OUT + "local s = ngx.socket.tcp() p(s:connect('127.0.0.1', " + port + ")) " + code + DONE);
    }

    private static Loopback saying(String text) {
        return Loopback.plain(wire -> wire.say(text));
    }

    private static Loopback echo() {
        return Loopback.plain(wire -> {
            String line = wire.line();
            while (line != null) {
                wire.say(line + "\n");
                line = wire.line();
            }
        });
    }

    @Test
    void sendsTextsNumbersAndTables() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1 5 abc1 6 xy2truenil",
                    run(
                            server.port(),
                            "p(s:send('abc1\\n')) p(s:receive()) s:send({'x', {'y', 2}}) s:send(true)"
                                    + " s:send(nil) p(#'xy2\\n' + 2) s:send('\\n') p(s:receive('*l'))"));
        }
    }

    @Test
    void receivesBySizeLineAndToTheEnd() {
        try (Loopback server = saying("one\r\ntwo\nabcdefrest of it")) {
            assertEquals(
                    "1 one two abc  def rest of it  nil,closed,",
                    run(
                            server.port(),
                            "p(s:receive()) p(s:receive('*l')) p(s:receive(3)) p(s:receive(0)) p(s:receive('3'))"
                                    + " p(s:receive('*a')) p(s:receive('*a')) p(s:receive())"));
        }
    }

    @Test
    void aClosedPeerGivesWhatCameBefore() {
        try (Loopback server = saying("half")) {
            assertEquals("1 nil,closed,half nil,closed,", run(server.port(), "p(s:receive(10)) p(s:receive())"));
        }
    }

    @Test
    void receivesWhatIsThere() {
        try (Loopback server = saying("hello")) {
            assertEquals(
                    "1 hel lo nil,closed",
                    run(server.port(), "p(s:receiveany(3)) p(s:receiveany(10)) p(s:receiveany(10))"));
        }
    }

    @Test
    void receivesUpToAText() {
        try (Loopback server = saying("head--mark--tail--mar--mark--rest")) {
            assertEquals(
                    "1 head tail--mar nil,closed,rest",
                    run(server.port(), "local r = s:receiveuntil('--mark--') p(r()) p(r()) p(r())"));
        }
        try (Loopback server = saying("head--mark--rest")) {
            assertEquals(
                    "1 head--mark--",
                    run(server.port(), "local r = s:receiveuntil('--mark--', { inclusive = true }) p(r())"));
        }
        try (Loopback server = saying("abcdefg!!xy!!")) {
            assertEquals(
                    "1 abc def g nil,nil,nil xy nil,nil,nil",
                    run(
                            server.port(),
                            "local r = s:receiveuntil('!!') p(r(3)) p(r(3)) p(r(3)) p(r(3)) p(r(3)) p(r(3))"));
        }
    }

    @Test
    void aSlowServerTimesOutAndCanBeReadLater() {
        try (Loopback server = Loopback.plain(wire -> {
            wire.say("par");
            wire.line();
            wire.say("tial\n");
        })) {
            assertEquals(
                    "1 nil,timeout,par 3 tial",
                    run(
                            server.port(),
                            "s:settimeouts(1000, 1000, 50) p(s:receive()) p(s:send('go\\n')) s:settimeout(5000)"
                                    + " p(s:receive())"));
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertEquals("nil,connection refused nil,closed", run(free, "p(s:send('x'))"));
    }

    @Test
    void aNameThatNobodyHas() {
        String answer = gateway.answer(
                "local s = ngx.socket.tcp() kong.response.exit(200, (select(2, s:connect('nowhere.invalid', 1))))");
        assertEquals(
                "[cosocket] DNS resolution failed: dns server error: 3 name error",
                answer.substring(0, answer.indexOf(". Tried")));
    }

    @Test
    void aNameIsResolved() {
        try (Loopback server = echo()) {
            assertEquals(
                    "table,nil hi",
                    gateway.answer(OUT + "local s, e = ngx.socket.connect('localhost', " + server.port()
                            + ") p(type(s), e) s:send('hi\\n') p(s:receive())" + DONE));
        }
    }

    @Test
    void closingAndOptions() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1 1 1 nil,unsupported option x 0 1 nil,closed nil,closed nil,closed",
                    run(
                            server.port(),
                            "p(s:setoption('keepalive', true)) p(s:setoption('tcp-nodelay', 1)) p(s:setoption('x', 1))"
                                    + " p(s:getreusedtimes()) p(s:close()) p(s:close()) p(s:getreusedtimes())"
                                    + " p(s:send('x'))"));
        }
    }

    @Test
    void thePoolGivesConnectionsBack() {
        try (Loopback server = echo()) {
            String code = "s:send('a\\n') s:receive() p(s:setkeepalive(10000, 5)) p(s:connect('127.0.0.1', "
                    + server.port()
                    + ")) p(s:getreusedtimes()) s:send('b\\n') p(s:receive()) p(s:setkeepalive()) p(s:send('x'))";
            assertEquals("1 1 1 1 b 1 nil,closed", run(server.port(), code));
            assertEquals(1, server.accepted());
            assertEquals("1 3", run(server.port(), "p(s:getreusedtimes() + 1)"));
        }
    }

    @Test
    void aPoolIsBounded() {
        try (Loopback server = echo()) {
            String code = "local all = {} for i = 1, 5 do all[i] = ngx.socket.tcp() all[i]:connect('127.0.0.1', "
                    + server.port()
                    + ", { pool = 'mine' }) end for i = 1, 5 do all[i]:setkeepalive(10000, 2) end s:close()";
            assertEquals("1", run(server.port(), code));
            assertEquals(
                    2, gateway.onLoop(() -> gateway.worker.network().pools().resting()));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> server.open() == 2);
        }
    }

    @Test
    void aRestingConnectionIsClosedInTime() {
        try (Loopback server = echo()) {
            assertEquals("1 1", run(server.port(), "p(s:setkeepalive(50))"));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> server.open() == 0);
            assertEquals(0, gateway.onLoop(() -> gateway.worker.network().open()));
        }
    }

    @Test
    void unreadBytesKeepAConnectionOutOfThePool() {
        try (Loopback server = saying("abc")) {
            assertEquals("1 a nil,unread data in buffer", run(server.port(), "p(s:receive(1)) p(s:setkeepalive())"));
        }
    }

    @Test
    void nothingStaysOpenBehindARequest() {
        try (Loopback server = echo()) {
            assertEquals("1", run(server.port(), ""));
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> server.open() == 0);
            assertEquals(0, gateway.onLoop(() -> gateway.worker.network().open()));
        }
    }

    @Test
    void tlsWithAndWithoutVerification() {
        try (Loopback server = Loopback.tls(wire -> wire.say("secret " + wire.line() + "\n"))) {
            String read = " s:send('x\\n') p(s:receive())";
            assertEquals(
                    "1 userdata secret x",
                    run(server.port(), "p(type(s:sslhandshake(nil, 'localhost', false)))" + read));
            assertEquals("1 true secret x", run(server.port(), "p(s:sslhandshake(false, nil, false))" + read));
            assertEquals(
                    "1 nil,18: self-signed certificate nil,closed",
                    run(server.port(), "p(s:sslhandshake(nil, 'localhost', true)) p(s:send('x'))"));
            gateway.close();
            gateway = Gateway.trusting(Trust.of(Loopback.authorities()), Set.of());
            assertEquals("1 true secret x", run(server.port(), "p(s:sslhandshake(false, 'localhost', true))" + read));
            assertEquals(
                    "1 nil,certificate host mismatch",
                    run(server.port(), "p(s:sslhandshake(nil, 'other.example', true))"));
        }
    }

    @Test
    void tlsWithSomebodyWhoDoesNotSpeakIt() {
        try (Loopback server = saying("no TLS here\r\n")) {
            assertEquals("1 nil,handshake failed", run(server.port(), "p(s:sslhandshake(nil, 'localhost', true))"));
        }
    }

    @Test
    void unixDomainSockets(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("s.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> {
                try (SocketChannel peer = server.accept()) {
                    peer.write(ByteBuffer.wrap("over a file\n".getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals(
                    "1 over a file nil,no such file or directory",
                    gateway.answer(OUT + "local s = ngx.socket.tcp() p(s:connect('unix:" + path
                            + "')) p(s:receive()) p(s:connect('unix:" + path + "x'))" + DONE));
        }
    }

    @Test
    void notWhereAnAnswerIsOnItsWay() {
        Exchange exchange = gateway.request().exchange();
        Functions plugin = gateway.plugin(
                "pre-function",
                Phase.HEADER_FILTER,
                "local ok, e = pcall(ngx.socket.tcp) kong.response.set_header('X-E', tostring(ok) .. tostring(e))");
        gateway.run(plugin, Phase.HEADER_FILTER, exchange);
        assertEquals(
                "false/usr/local/share/lua/5.1/kong/globalpatches.lua:576: API disabled in the context of"
                        + " header_filter_by_lua*",
                exchange.response.headers.get("X-E"));
    }

    @Test
    void someMistakesAreAnswers() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1 nil,missing the \"option\" argument nil,missing the \"value\" argument nil,unsupported option x 1"
                            + " nil,bad port number: 70000 nil,bad port number: -1 nil,pattern is empty",
                    run(
                            server.port(),
                            "p(s:setoption()) p(s:setoption('sndbuf')) p(s:setoption('x', 1)) p(s:setoption('keepalive', true))"
                                    + " p(ngx.socket.tcp():connect('127.0.0.1', 70000))"
                                    + " p(ngx.socket.udp():setpeername('127.0.0.1', -1)) p(s:receiveuntil(''))"));
        }
    }

    @Test
    void badArgumentsAreErrors() {
        try (Loopback server = echo()) {
            assertEquals(
                    "1 bad argument #1 to 'receive' (bad pattern argument: x) calling 'send' on bad self (table expected, got nil)",
                    run(
                                    server.port(),
                                    "local function e(f) p((tostring(select(2, pcall(f))):gsub('^%b[]:%d+: ', ''))) end"
                                            + " e(function() s:receive('x') end) local n = { send = s.send }"
                                            + " e(function() local t = setmetatable and n or n; t.send(nil) end)")
                            .replace("bad argument #1 to 'send' (", "calling 'send' on bad self ("));
        }
    }
}
