package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.plugin.Precedence;
import io.moongate.gateway.router.Flavor;
import io.moongate.gateway.router.Router;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a snapshot of stored entities. It remembers what it prepared: a plugin whose settings are the same as before
 * keeps its instance, and with it the functions that run and what they remember. Used by one thread.
 */
public final class SnapshotBuilder {
    /** A plugin made ready, and the settings that it was made of. */
    private record Prepared(String name, Map<String, @Nullable Object> settings, PluginInstance instance) {}

    private final Map<String, PluginKind> kinds = new HashMap<>();
    private final Flavor flavor;
    private Map<UUID, Prepared> prepared = Map.of();
    private long number;

    /** @param kinds the plugins that may run; configurations of others are left out */
    public SnapshotBuilder(Collection<PluginKind> kinds, Flavor flavor) {
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.flavor = flavor;
    }

    /**
     * Builds a snapshot.
     *
     * @throws RuntimeException if something cannot be built; what was built before stays good
     */
    public Snapshot build(EntitySource.All entities) {
        Map<UUID, Prepared> ready = prepareAll(entities.plugins());
        List<PluginConfig> running = entities.plugins().stream()
                .filter(plugin -> ready.containsKey(plugin.id()))
                .toList();
        Map<UUID, Service> services = new HashMap<>();
        entities.services().forEach(service -> services.put(service.id(), service));
        List<PluginConfig> everywhere = Precedence.global(running);
        PluginPlan global = plan(everywhere, ready);
        Map<UUID, PluginPlan> plans = new HashMap<>();
        for (Route route : entities.routes()) {
            Service service = route.serviceId() == null ? null : services.get(route.serviceId());
            List<PluginConfig> chosen = Precedence.forRoute(running, route, service);
            // Most routes of a gateway without plugins of their own share one plan.
            plans.put(route.id(), chosen.equals(everywhere) ? global : plan(chosen, ready));
        }
        Router router = Router.of(entities.routes(), entities.services(), flavor);
        prepared = ready;
        return new Snapshot(++number, router, Map.copyOf(plans), global);
    }

    private Map<UUID, Prepared> prepareAll(List<PluginConfig> plugins) {
        Map<UUID, Prepared> ready = new HashMap<>();
        for (PluginConfig plugin : plugins) {
            Prepared before = prepared.get(plugin.id());
            PluginKind kind = kinds.get(plugin.name());
            if (before != null && before.name.equals(plugin.name()) && before.settings.equals(plugin.config())) {
                ready.put(plugin.id(), before);
            } else if (kind != null && plugin.enabled()) {
                try {
                    ready.put(plugin.id(), new Prepared(plugin.name(), plugin.config(), kind.prepare(plugin)));
                } catch (RuntimeException e) {
                    throw new IllegalStateException(
                            "plugin " + plugin.name() + " (" + plugin.id() + ") cannot be prepared: " + e.getMessage(),
                            e);
                }
            }
        }
        return ready;
    }

    private PluginPlan plan(List<PluginConfig> plugins, Map<UUID, Prepared> ready) {
        List<PluginPlan.Entry> entries = new ArrayList<>();
        for (PluginConfig plugin : plugins) {
            PluginKind kind = kinds.get(plugin.name());
            Prepared done = ready.get(plugin.id());
            if (kind != null && done != null) {
                entries.add(new PluginPlan.Entry(kind.name(), kind.priority(), done.instance));
            }
        }
        return PluginPlan.of(entries);
    }
}
