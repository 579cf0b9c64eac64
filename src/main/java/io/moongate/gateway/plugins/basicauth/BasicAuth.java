package io.moongate.gateway.plugins.basicauth;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginLog;

/** A name and a password say who sends the request. */
public final class BasicAuth implements PluginKind {
    static final String NAME = "basic-auth";
    private static final int PRIORITY = 1100;

    private final PluginLog log;

    public BasicAuth(PluginLog log) {
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
        return BasicAuthInstance.of(new Document(config.config()), log);
    }
}
