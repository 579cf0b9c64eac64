package io.moongate.gateway.plugins.postfunction;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Script;

/** Functions that run after all other plugins. */
public final class PostFunction implements PluginKind {
    private static final int PRIORITY = -1000;

    private final Script script;

    public PostFunction(Script script) {
        this.script = script;
    }

    @Override
    public String name() {
        return "post-function";
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
