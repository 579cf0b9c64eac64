package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.router.Flavor;
import io.moongate.gateway.router.Router;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that requests are handled by at one moment. Immutable: a request takes the current one and keeps it to its end.
 *
 * @param number counts up with each snapshot
 * @param plans the plugins of each route
 * @param global the plugins of requests that no route took, and of the phases before routing
 */
public record Snapshot(long number, Router router, Map<UUID, PluginPlan> plans, PluginPlan global) {

    /** No routes and no plugins. */
    public static Snapshot empty(Flavor flavor) {
        List<Route> none = List.of();
        List<Service> nothing = List.of();
        return new Snapshot(0, Router.of(none, nothing, flavor), Map.of(), PluginPlan.EMPTY);
    }

    /** The plugins of a route. */
    public PluginPlan plan(Route route) {
        return plans.getOrDefault(route.id(), global);
    }
}
