package io.moongate.gateway.plugin;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of several configurations of a plugin runs for a route and a consumer: one per plugin name, the most specific.
 * From strong to weak: route, service and consumer; route and consumer; service and consumer; route and service;
 * consumer; route; service; global.
 */
public final class Precedence {
    private static final Set<String> HTTP_KINDS = Set.of("http", "https", "grpc", "grpcs");

    private Precedence() {}

    /**
     * The configurations that run for a route, its service and a consumer.
     *
     * @param consumer who sends the request, or null while that is not known
     */
    public static List<PluginConfig> forRoute(
            Collection<PluginConfig> plugins, Route route, @Nullable Service service, @Nullable UUID consumer) {
        Map<String, PluginConfig> chosen = new LinkedHashMap<>();
        for (PluginConfig plugin : plugins) {
            if (applies(plugin, route, service, consumer)) {
                chosen.merge(plugin.name(), plugin, (old, young) -> weight(young) > weight(old) ? young : old);
            }
        }
        return List.copyOf(chosen.values());
    }

    /** The configurations that run for every request. */
    public static List<PluginConfig> global(Collection<PluginConfig> plugins) {
        return plugins.stream()
                .filter(plugin -> runs(plugin) && weight(plugin) == 0)
                .toList();
    }

    private static boolean applies(
            PluginConfig plugin, Route route, @Nullable Service service, @Nullable UUID consumer) {
        return runs(plugin)
                && (plugin.consumerId() == null || plugin.consumerId().equals(consumer))
                && (plugin.routeId() == null || plugin.routeId().equals(route.id()))
                && (plugin.serviceId() == null
                        || (service != null && plugin.serviceId().equals(service.id())));
    }

    /**
     * Of the protocols only the kind counts, as in Kong: a plugin for https runs on http too, one for tcp only does
     * not.
     */
    private static boolean runs(PluginConfig plugin) {
        return plugin.enabled() && plugin.protocols().stream().anyMatch(HTTP_KINDS::contains);
    }

    private static int weight(PluginConfig plugin) {
        boolean route = plugin.routeId() != null;
        boolean service = plugin.serviceId() != null;
        if (plugin.consumerId() == null) {
            return route ? service ? 4 : 2 : service ? 1 : 0;
        }
        return route ? service ? 7 : 6 : service ? 5 : 3;
    }
}
