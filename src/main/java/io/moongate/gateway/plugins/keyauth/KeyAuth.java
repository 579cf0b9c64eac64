package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginLog;

/** A key says who sends the request. */
public final class KeyAuth {
    static final String NAME = "key-auth";
    private static final int PRIORITY = 1250;

    private KeyAuth() {}

    public static PluginKind kind(PluginLog log) {
        return new BundledPlugin(
                NAME,
                PRIORITY,
                config -> new KeyAuthInstance(KeyAuthSettings.of(new Document(config.config()), log), log));
    }
}
