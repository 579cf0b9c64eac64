package io.moongate.gateway.snapshot;

import io.moongate.gateway.balance.Balancer;
import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginPlan;
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
    private final TargetHealth health;
    private Map<UUID, Prepared> prepared = Map.of();
    private Map<String, Balancer> balancers = Map.of();
    private Certificates certificates = Certificates.NONE;
    private long number;

    /** @param kinds the plugins that may run; configurations of others are left out */
    public SnapshotBuilder(Collection<PluginKind> kinds, Flavor flavor, TargetHealth health) {
        this.health = health;
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
        Map<UUID, Service> services = new HashMap<>();
        entities.services().forEach(service -> services.put(service.id(), service));
        Plans plans = new Plans(running(entities.plugins(), ready), entities.routes(), services);
        Router router = Router.of(entities.routes(), entities.services(), flavor);
        Map<String, Balancer> spread = balancers(entities);
        certificates = Certificates.of(entities.documents(), certificates);
        prepared = ready;
        balancers = spread;
        return new Snapshot(
                ++number,
                router,
                plans,
                spread,
                new People(entities.consumers(), entities.credentials()),
                new Catalogue(entities.documents()),
                certificates);
    }

    private List<Plans.Ready> running(List<PluginConfig> plugins, Map<UUID, Prepared> ready) {
        List<Plans.Ready> running = new ArrayList<>();
        for (PluginConfig plugin : plugins) {
            PluginKind kind = kinds.get(plugin.name());
            Prepared done = ready.get(plugin.id());
            if (kind != null && done != null) {
                running.add(new Plans.Ready(plugin, new PluginPlan.Entry(kind.name(), kind.priority(), done.instance)));
            }
        }
        return running;
    }

    /** An upstream that did not change keeps its turns. */
    private Map<String, Balancer> balancers(EntitySource.All entities) {
        Map<UUID, List<Target>> targets = new HashMap<>();
        for (Target target : entities.targets()) {
            if (target.upstreamId() != null) {
                targets.computeIfAbsent(target.upstreamId(), upstream -> new ArrayList<>())
                        .add(target);
            }
        }
        Map<String, Balancer> result = new HashMap<>();
        for (Upstream upstream : entities.upstreams()) {
            List<Target> own = targets.getOrDefault(upstream.id(), List.of());
            Balancer before = balancers.get(upstream.name());
            result.put(
                    upstream.name(),
                    before != null && before.isOf(upstream, own) ? before : new Balancer(upstream, own, health));
        }
        return result;
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
}
