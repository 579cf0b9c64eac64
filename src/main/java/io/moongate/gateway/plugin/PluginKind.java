package io.moongate.gateway.plugin;

import io.moongate.gateway.model.PluginConfig;

/** A plugin that can be configured, such as {@code pre-function}. */
public interface PluginKind {

    /** The name in configurations. */
    String name();

    /** The version that the Admin API shows. */
    String version();

    /** Plugins of higher priority run first, in every phase. */
    int priority();

    /**
     * Makes a configured plugin ready to run; compiles what is to be compiled.
     *
     * @throws RuntimeException if it cannot be made ready; the configuration in force then stays
     */
    PluginInstance prepare(PluginConfig config);
}
