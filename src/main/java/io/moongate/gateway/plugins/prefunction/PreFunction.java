package io.moongate.gateway.plugins.prefunction;

import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.Script;

/** Functions that run before all other plugins. */
public final class PreFunction {
    private static final int PRIORITY = 1_000_000;

    private PreFunction() {}

    public static PluginKind kind(Script script) {
        return new BundledPlugin("pre-function", PRIORITY, config -> Functions.prepare(script, config));
    }
}
