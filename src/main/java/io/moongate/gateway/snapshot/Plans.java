package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.plugin.Precedence;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of each route; and of each route and consumer, put together when that consumer first comes by, since most
 * of those pairs never do.
 */
final class Plans {
    /** A plan as far as a place, and who turned out to send the request. */
    private record Junction(PluginPlan plan, int place, UUID route, UUID consumer) {}

    /** A configured plugin, and what it was made into. */
    record Ready(PluginConfig config, PluginPlan.Entry entry) {}

    private final Map<UUID, Ready> ready = new HashMap<>();
    private final List<PluginConfig> running;
    private final Set<UUID> special = new HashSet<>();
    private final Map<UUID, PluginPlan> ofRoutes = new HashMap<>();
    private final PluginPlan global;
    private final Map<Junction, PluginPlan> joined = new ConcurrentHashMap<>();

    Plans(List<Ready> plugins, Collection<Route> routes, Map<UUID, Service> services) {
        for (Ready plugin : plugins) {
            ready.put(plugin.config().id(), plugin);
            if (plugin.config().consumerId() != null) {
                special.add(plugin.config().consumerId());
            }
        }
        running = plugins.stream().map(Ready::config).toList();
        List<PluginConfig> everywhere = Precedence.global(running);
        global = plan(everywhere);
        for (Route route : routes) {
            Service service = route.serviceId() == null ? null : services.get(route.serviceId());
            List<PluginConfig> chosen = Precedence.forRoute(running, route, service, null);
            // Most routes of a gateway without plugins of their own share one plan.
            ofRoutes.put(route.id(), chosen.equals(everywhere) ? global : plan(chosen));
        }
    }

    PluginPlan global() {
        return global;
    }

    PluginPlan of(Route route) {
        return ofRoutes.getOrDefault(route.id(), global);
    }

    /** The plan of a request that has come as far as a place when it became known who sends it. */
    PluginPlan continued(PluginPlan plan, int place, Route route, @Nullable Service service, @Nullable UUID consumer) {
        if (consumer == null || !special.contains(consumer)) {
            return plan;
        }
        return joined.computeIfAbsent(
                new Junction(plan, place, route.id(), consumer),
                junction -> plan.continued(place, plan(Precedence.forRoute(running, route, service, consumer))));
    }

    private PluginPlan plan(List<PluginConfig> plugins) {
        return PluginPlan.of(plugins.stream()
                .map(plugin -> Objects.requireNonNull(ready.get(plugin.id())).entry())
                .toList());
    }
}
