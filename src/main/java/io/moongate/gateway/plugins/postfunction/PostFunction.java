package io.moongate.gateway.plugins.postfunction;

import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Script;

/** Functions that run after all other plugins. */
public final class PostFunction {
    private static final int PRIORITY = -1000;

    private PostFunction() {}

    public static PluginKind kind(Script script) {
        return new BundledPlugin("post-function", PRIORITY, config -> Functions.prepare(script, config));
    }
}
