package io.moongate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfFileTest {

    @Test
    void readsNamesAndValues() {
        String text = """
                # a comment
                database = off     # another
                pg_password = a\\#b
                prefix=/usr/local/kong
                headers = "server_tokens, latency_tokens"
                nothing
                """;
        assertEquals(
                Map.of(
                        "database", "off",
                        "pg_password", "a#b",
                        "prefix", "/usr/local/kong",
                        "headers", "server_tokens, latency_tokens"),
                ConfFile.parse(text));
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        assertThrows(IllegalArgumentException.class, () -> ConfFile.read("/no/such/kong.conf"));
    }
}
