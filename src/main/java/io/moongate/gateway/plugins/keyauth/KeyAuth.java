package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginLog;

/** A key says who sends the request. */
public final class KeyAuth implements PluginKind {
    static final String NAME = "key-auth";
    private static final int PRIORITY = 1250;

    private final PluginLog log;

    public KeyAuth(PluginLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return NAME;
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
        return new KeyAuthInstance(KeyAuthSettings.of(new Document(config.config())), log);
    }
}
