package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.schema.EntitySchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives all entities that the data plane needs, as they are stored now. Asked off the event loops; may block. */
@FunctionalInterface
public interface EntitySource {

    /**
     * All entities at one moment.
     *
     * @param documents of each kind, those in the lists too
     */
    record All(
            List<Service> services,
            List<Route> routes,
            List<PluginConfig> plugins,
            List<Upstream> upstreams,
            List<Target> targets,
            List<Consumer> consumers,
            List<Credential> credentials,
            List<Documents> documents) {

        /** Entities without upstreams and consumers. */
        public All(List<Service> services, List<Route> routes, List<PluginConfig> plugins) {
            this(services, routes, plugins, List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    /** The entities of a kind as they are stored; what the lists hold was read of the same. */
    record Documents(EntitySchema schema, List<Map<String, @Nullable Object>> documents) {}

    /**
     * Reads them.
     *
     * @throws RuntimeException if they cannot be read; the configuration in force then stays
     */
    All read();
}
