package io.moongate.gateway.plugins.correlationid;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;

/** Every request has an id. */
public final class CorrelationId implements PluginKind {
    static final String NAME = "correlation-id";
    private static final int PRIORITY = 100_001;

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
        return CorrelationIdInstance.of(new Document(config.config()));
    }
}
