package io.moongate.gateway.script.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.script.Gateway;
import io.moongate.gateway.script.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setting {@code lua_ssl_trusted_certificate}: whom connections of functions believe. */
class TrustTest {
    private static final String HANDSHAKE = "local s = ngx.socket.tcp() assert(s:connect('127.0.0.1', PORT))"
            + " local ok, err = s:sslhandshake(false, 'localhost', true)"
            + " kong.response.exit(200, tostring(ok) .. ' ' .. tostring(err))";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String handshake(List<String> setting) {
        try (Loopback server = Loopback.tls(wire -> wire.awaitEnd());
                Gateway gateway = Gateway.trusting(Trust.ofFiles(setting), Set.of())) {
            return gateway.answer(HANDSHAKE.replace("PORT", Integer.toString(server.port())));
        }
    }

    @Test
    void anAuthorityOfAFileIsBelieved() throws Exception {
        String file = Loopback.authority(folder).toString();
        assertEquals("true nil", handshake(List.of(file)));
        assertEquals("true nil", handshake(List.of("system", file)));
    }

    @Test
    void thoseOfTheSystemAloneKnowNothingOfIt() {
        assertEquals("nil 18: self-signed certificate", handshake(List.of("system")));
        assertSame(Trust.ofSystem(), Trust.ofFiles(List.of()));
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheSetting() throws IOException {
        String missing = folder.resolve("none.pem").toString();
        String said = String.valueOf(assertThrows(IllegalStateException.class, () -> Trust.ofFiles(List.of(missing)))
                .getMessage());
        assertTrue(said.startsWith("lua_ssl_trusted_certificate: ") && said.contains(missing), said);
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertThrows(IllegalStateException.class, () -> Trust.ofFiles(List.of(text.toString())));
    }
}
