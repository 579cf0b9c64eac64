package io.moongate.gateway.plugins.correlationid;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginKind;

/** Every request has an id. */
public final class CorrelationId {
    static final String NAME = "correlation-id";
    private static final int PRIORITY = 100_001;

    private CorrelationId() {}

    public static PluginKind kind() {
        return new BundledPlugin(NAME, PRIORITY, config -> CorrelationIdInstance.of(new Document(config.config())));
    }
}
