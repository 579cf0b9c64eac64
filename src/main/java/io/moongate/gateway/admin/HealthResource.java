package io.moongate.gateway.admin;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.NodeId;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.Entities;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the targets of an upstream do, as this node sees them. */
@Singleton
class HealthResource implements EndpointSource {
    private final EntitySchema upstreams;
    private final EntitySchema targets;
    private final Entities entities;
    private final TargetHealth health;
    private final String node;

    HealthResource(Schemas schemas, Entities entities, TargetHealth health, GatewayConfig config) throws IOException {
        this.upstreams = schemas.get("upstreams");
        this.targets = schemas.get("targets");
        this.entities = entities;
        this.health = health;
        this.node = NodeId.of(config).text();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.at("/upstreams/{upstreams}/health").get(this::show));
    }

    private Answer show(AdminRequest request) {
        Map<String, @Nullable Object> document = TargetResource.upstream(entities, upstreams, request);
        Upstream upstream = Upstream.of(document);
        List<Seen> seen = new ArrayList<>();
        for (Map<String, @Nullable Object> target : TargetResource.all(entities, targets, document, null)) {
            seen.add(see(upstream, Target.of(target)));
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "data",
                "1".equals(request.argument("balancer_health"))
                        ? whole(upstream, seen)
                        : seen.stream().map(this::one).toList());
        body.put("next", null);
        body.put("node_id", node);
        return Answer.ok(body);
    }

    /** A target with the addresses that its name stands for; none where it stands for none. */
    private record Seen(Target target, List<String> addresses, String health) {
        boolean available() {
            return !health.equals("UNHEALTHY") && !addresses.isEmpty();
        }

        long total() {
            return (long) target.weight() * addresses.size();
        }
    }

    private Seen see(Upstream upstream, Target target) {
        List<String> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(target.host())) {
                addresses.add(address.getHostAddress());
            }
        } catch (UnknownHostException e) {
            return new Seen(target, List.of(), "DNS_ERROR");
        }
        String state =
                !upstream.checked() ? "HEALTHCHECKS_OFF" : health.healthy(upstream, target) ? "HEALTHY" : "UNHEALTHY";
        return new Seen(target, addresses, state);
    }

    private Map<String, @Nullable Object> one(Seen seen) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(seen.target().document());
        Map<String, @Nullable Object> data = host(seen);
        data.put("addresses", addresses(seen, "health", seen.health()));
        shown.put("data", data);
        shown.put("health", seen.health());
        return shown;
    }

    /** The whole upstream: whether anything of it is there. */
    private static Map<String, @Nullable Object> whole(Upstream upstream, List<Seen> all) {
        List<Object> hosts = new ArrayList<>();
        for (Seen seen : all) {
            Map<String, @Nullable Object> host = host(seen);
            host.put("addresses", addresses(seen, "healthy", seen.available()));
            hosts.add(host);
        }
        boolean healthy = all.stream().anyMatch(Seen::available);
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("hosts", hosts);
        details.put("healthy", healthy);
        details.put(
                "weight",
                weight(
                        all.stream().mapToLong(Seen::total).sum(),
                        all.stream()
                                .filter(Seen::available)
                                .mapToLong(Seen::total)
                                .sum()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", upstream.id().toString());
        data.put("details", details);
        data.put("health", !upstream.checked() ? "HEALTHCHECKS_OFF" : healthy ? "HEALTHY" : "UNHEALTHY");
        data.put("balancer_health", healthy ? "HEALTHY" : "UNHEALTHY");
        return data;
    }

    private static Map<String, @Nullable Object> host(Seen seen) {
        Map<String, @Nullable Object> host = new LinkedHashMap<>();
        host.put("host", seen.target().host());
        host.put("port", seen.target().port());
        host.put("dns", "A");
        host.put("nodeWeight", seen.target().weight());
        host.put("weight", weight(seen.total(), seen.available() ? seen.total() : 0));
        return host;
    }

    private static Map<String, @Nullable Object> weight(long total, long available) {
        Map<String, @Nullable Object> weight = new LinkedHashMap<>();
        weight.put("total", total);
        weight.put("available", available);
        weight.put("unavailable", total - available);
        return weight;
    }

    private static List<Object> addresses(Seen seen, String name, Object state) {
        List<Object> addresses = new ArrayList<>();
        for (String ip : seen.addresses()) {
            Map<String, @Nullable Object> address = new LinkedHashMap<>();
            address.put("ip", ip);
            address.put("port", seen.target().port());
            address.put("weight", seen.target().weight());
            address.put(name, state);
            addresses.add(address);
        }
        return addresses;
    }
}
