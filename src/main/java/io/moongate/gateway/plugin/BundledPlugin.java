package io.moongate.gateway.plugin;

import io.moongate.gateway.model.PluginConfig;
import java.util.function.Function;

/** A plugin that comes with the gateway: it has the gateway's version. */
public record BundledPlugin(String name, int priority, Function<PluginConfig, PluginInstance> maker)
        implements PluginKind {
    private static final String VERSION = "3.9.3";

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public PluginInstance prepare(PluginConfig config) {
        return maker.apply(config);
    }
}
