package io.moongate.gateway.plugin;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of several configurations of a plugin runs for a route: one per plugin name, the most specific. From strong to
 * weak: route and service, route, service, global.
 */
public final class Precedence {
    private static final Set<String> HTTP_KINDS = Set.of("http", "https", "grpc", "grpcs");

    private Precedence() {}

    /** The configurations that run for a route and its service. */
    public static List<PluginConfig> forRoute(
            Collection<PluginConfig> plugins, Route route, @Nullable Service service) {
        Map<String, PluginConfig> chosen = new LinkedHashMap<>();
        for (PluginConfig plugin : plugins) {
            if (applies(plugin, route, service)) {
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

    private static boolean applies(PluginConfig plugin, Route route, @Nullable Service service) {
        return runs(plugin)
                && (plugin.routeId() == null || plugin.routeId().equals(route.id()))
                && (plugin.serviceId() == null
                        || (service != null && plugin.serviceId().equals(service.id())));
    }

    /**
     * Plugins of a consumer do not run here: nothing authenticates one yet. Of the protocols only the kind counts, as
     * in Kong: a plugin for https runs on http too, one for tcp only does not.
     */
    private static boolean runs(PluginConfig plugin) {
        return plugin.enabled()
                && plugin.consumerId() == null
                && plugin.protocols().stream().anyMatch(HTTP_KINDS::contains);
    }

    private static int weight(PluginConfig plugin) {
        return (plugin.routeId() != null ? 2 : 0) + (plugin.serviceId() != null ? 1 : 0);
    }
}
