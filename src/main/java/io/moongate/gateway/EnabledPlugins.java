package io.moongate.gateway;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which plugins the setting {@code plugins} allows: names, {@code bundled} for all that are there, or {@code off}. */
final class EnabledPlugins {
    private EnabledPlugins() {}

    /** The names; ends the start with a sentence where one is unknown. */
    static Set<String> of(List<String> setting, List<String> available) {
        Set<String> enabled = new LinkedHashSet<>();
        for (String word : setting) {
            String name = word.strip();
            switch (name) {
                case "", "off" -> {}
                case "bundled" -> enabled.addAll(available);
                default -> {
                    if (!available.contains(name)) {
                        throw new ConfigurationException("Moongate does not start: plugins: " + name
                                + " plugin is enabled but not installed (there are: " + String.join(", ", available)
                                + ")");
                    }
                    enabled.add(name);
                }
            }
        }
        return enabled;
    }
}
