package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.List;

/** Gives all entities that the data plane needs, as they are stored now. Asked off the event loops; may block. */
@FunctionalInterface
public interface EntitySource {

    /** All entities at one moment. */
    record All(List<Service> services, List<Route> routes, List<PluginConfig> plugins) {}

    /**
     * Reads them.
     *
     * @throws RuntimeException if they cannot be read; the configuration in force then stays
     */
    All read();
}
