package io.moongate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListensTest {

    @Test
    void readsKongsDefault() {
        Listens listens =
                Listens.of("0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384");
        assertEquals(
                List.of(
                        new Listen("0.0.0.0", 8000, false, false, false, true, 16384),
                        new Listen("0.0.0.0", 8443, true, true, false, true, 16384)),
                listens.all());
    }

    @Test
    void readsAnAddressOfTheNewKind() {
        Listen listen = Listen.of("[::1]:8000 proxy_protocol ipv6only=on");
        assertEquals("::1", listen.host());
        assertTrue(listen.proxyProtocol());
        assertEquals("[::1]:8000 proxy_protocol", listen.text());
    }

    @Test
    void offIsNowhere() {
        assertTrue(Listens.of(" off ").all().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8000", "0.0.0.0", "0.0.0.0:70000", "0.0.0.0:8000 loud", "0.0.0.0:80,", "::1:80"})
    void refusesWhatIsNoAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> Listens.of(text));
    }
}
