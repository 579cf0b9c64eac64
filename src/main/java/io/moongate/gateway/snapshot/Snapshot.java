package io.moongate.gateway.snapshot;

import io.moongate.gateway.balance.Balancer;
import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.exchange.Configuration;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.router.Flavor;
import io.moongate.gateway.router.Router;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that requests are handled by at one moment. Immutable: a request takes the current one and keeps it to its end. */
public final class Snapshot implements Configuration {
    private final long number;
    private final Router router;
    private final Plans plans;
    private final Map<String, Balancer> balancers;
    private final People people;
    private final Catalog catalog;
    private final Certificates certificates;

    Snapshot(
            long number,
            Router router,
            Plans plans,
            Map<String, Balancer> balancers,
            People people,
            Catalog catalog,
            Certificates certificates) {
        this.number = number;
        this.router = router;
        this.plans = plans;
        this.balancers = Map.copyOf(balancers);
        this.people = people;
        this.catalog = catalog;
        this.certificates = certificates;
    }

    /** No routes and no plugins. */
    public static Snapshot empty(Flavor flavor) {
        List<Route> none = List.of();
        List<Service> nothing = List.of();
        return new Snapshot(
                0,
                Router.of(none, nothing, flavor),
                new Plans(List.of(), none, Map.of()),
                Map.of(),
                new People(List.of(), List.of()),
                Catalog.EMPTY,
                Certificates.NONE);
    }

    /** Counts up with each snapshot. */
    public long number() {
        return number;
    }

    public Router router() {
        return router;
    }

    /** The plugins of requests that no route took, and of the phases before routing. */
    public PluginPlan global() {
        return plans.global();
    }

    /** The plugins of a route. */
    public PluginPlan plan(Route route) {
        return plans.of(route);
    }

    /**
     * The plugins of a request that had come as far as a place in its plan when it became known who sends it: those
     * behind it are chosen again.
     */
    public PluginPlan plan(
            PluginPlan plan, int place, Route route, @Nullable Service service, @Nullable UUID consumer) {
        return plans.continued(plan, place, route, service, consumer);
    }

    /** The targets of the upstream of a name, or null where there is none. */
    public @Nullable Balancer balancer(String name) {
        return balancers.isEmpty() ? null : balancers.get(name);
    }

    Map<String, Balancer> balancers() {
        return balancers;
    }

    @Override
    public boolean hasUpstream(String name) {
        return balancers.containsKey(name);
    }

    /** The certificates that clients and upstreams see. */
    public Certificates certificates() {
        return certificates;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public @Nullable Consumer consumer(UUID id) {
        return people.consumer(id);
    }

    @Override
    public @Nullable Consumer consumerNamed(String username) {
        return people.consumerNamed(username);
    }

    @Override
    public @Nullable Credential credential(String kind, String key) {
        return people.credential(kind, key);
    }
}
