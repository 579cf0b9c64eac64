package io.moongate.gateway.plugin;

import io.moongate.gateway.exchange.Phase;
import org.jspecify.annotations.Nullable;

/** One configured plugin, ready to run: what its configuration was made into, off the event loop. */
public interface PluginInstance {

    /** The code for a phase, or null where this plugin has none. */
    @Nullable
    PhaseHandler handler(Phase phase);
}
