package io.moongate.gateway.plugins.prefunction;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Script;

/** Functions that run before all other plugins. */
public final class PreFunction implements PluginKind {
    private static final int PRIORITY = 1_000_000;

    private final Script script;

    public PreFunction(Script script) {
        this.script = script;
    }

    @Override
    public String name() {
        return "pre-function";
    }

    @Override
    public String version() {
        return "3.9.3";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public PluginInstance prepare(PluginConfig config) {
        return Functions.prepare(script, config);
    }
}
