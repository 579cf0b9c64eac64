package io.moongate.gateway.plugins.basicauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginLog;

/** A name and a password say who sends the request. */
public final class BasicAuth {
    static final String NAME = "basic-auth";
    private static final int PRIORITY = 1100;

    private BasicAuth() {}

    public static PluginKind kind(PluginLog log) {
        return new BundledPlugin(NAME, PRIORITY, config -> BasicAuthInstance.of(new Document(config.config()), log));
    }
}
