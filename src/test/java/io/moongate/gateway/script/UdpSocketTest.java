package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ngx.socket.udp} against an echo. */
class UdpSocketTest {
    private final Gateway gateway = Gateway.sandbox();

    @AfterEach
    void close() {
        gateway.close();
    }

    private static DatagramSocket echo() throws SocketException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                    socket.receive(packet);
                    socket.send(packet);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        return socket;
    }

    @Test
    void sendsAndReceivesDatagrams() throws SocketException {
        try (DatagramSocket server = echo()) {
            assertEquals(
                    "1 1 hello 2:he 1 nil,closed",
                    gateway.answer("local u = ngx.socket.udp() local a = u:setpeername('127.0.0.1', "
                            + server.getLocalPort()
                            + ") u:settimeout(5000) local b = u:send({'hel', 'lo'}) local c = u:receive() u:send('hey')"
                            + " local d = u:receive(2) local e = u:close() local f, g = u:send('x')"
                            + " kong.response.exit(200, a .. ' ' .. b .. ' ' .. c .. ' ' .. #d .. ':' .. d .. ' ' .. e"
                            + " .. ' ' .. tostring(f) .. ',' .. g)"));
        }
    }

    @Test
    void silenceTimesOut() throws SocketException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    "niltimeout",
                    gateway.answer("local u = ngx.socket.udp() u:setpeername('localhost', " + server.getLocalPort()
                            + ") u:settimeout(30) local a, b = u:receive() kong.response.exit(200, tostring(a) .. b)"));
        }
    }

    @Test
    void withoutAPeerNothingIsSent() {
        assertEquals(
                "nilclosed",
                gateway.answer(
                        "local a, b = ngx.socket.udp():send('x') kong.response.exit(200, tostring(a) .. tostring(b))"));
    }
}
