package io.moongate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnabledPluginsTest {
    private static final List<String> AVAILABLE = List.of("pre-function", "post-function");

    @Test
    void bundledIsAllAndOffIsNone() {
        assertEquals(Set.copyOf(AVAILABLE), EnabledPlugins.of(List.of("bundled"), AVAILABLE));
        assertTrue(EnabledPlugins.of(List.of("off"), AVAILABLE).isEmpty());
        assertEquals(Set.of("pre-function"), EnabledPlugins.of(List.of("pre-function"), AVAILABLE));
    }

    @Test
    void anUnknownPluginIsNamed() {
        ConfigurationException refusal = assertThrows(
                ConfigurationException.class, () -> EnabledPlugins.of(List.of("bundled", "nope"), AVAILABLE));
        assertTrue(String.valueOf(refusal.getMessage()).contains("plugins: nope plugin is enabled but not installed"));
    }
}
