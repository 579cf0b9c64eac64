package io.moongate.gateway.admin;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.NodeId;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.EntityStore;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import io.moongate.gateway.store.StoreUnavailableException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the node is: version, identity, plugins and settings. */
@Singleton
class InfoResource implements EndpointSource {
    private static final String LUA = "LuaJIT 2.1";
    private static final int STEP = 1000;

    private final GatewayConfig config;
    private final String nodeId;
    private final Instance<PluginKind> kinds;
    private final Schemas schemas;
    private final EntityStore store;

    InfoResource(GatewayConfig config, @Any Instance<PluginKind> kinds, Schemas schemas, EntityStore store)
            throws IOException {
        this.config = config;
        this.nodeId = NodeId.of(config).text();
        this.kinds = kinds;
        this.schemas = schemas;
        this.store = store;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("/").get(request -> Answer.ok(node())),
                Endpoint.at("/timers").get(request -> Answer.ok(timers())));
    }

    private Map<String, @Nullable Object> node() {
        long pid = ProcessHandle.current().pid();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("tagline", "Welcome to kong");
        body.put("version", Versions.KONG);
        body.put("edition", "community");
        body.put("lua_version", LUA);
        body.put("hostname", hostname());
        body.put("node_id", nodeId);
        body.put("pids", Map.of("master", pid, "workers", List.of(pid)));
        body.put("timers", Map.of("running", 0L, "pending", 0L));
        body.put("plugins", plugins());
        body.put("configuration", ConfigurationView.of(config));
        return body;
    }

    private Map<String, @Nullable Object> plugins() {
        Map<String, @Nullable Object> available = new LinkedHashMap<>();
        for (PluginKind kind : kinds) {
            if (schemas.plugins().find(kind.name()) != null) {
                available.put(kind.name(), Map.of("version", kind.version(), "priority", (long) kind.priority()));
            }
        }
        Map<String, @Nullable Object> plugins = new LinkedHashMap<>();
        plugins.put("available_on_server", available);
        plugins.put("enabled_in_cluster", List.copyOf(configured()));
        return plugins;
    }

    /** The names of the plugins that are configured somewhere; none where the database does not answer. */
    private Set<String> configured() {
        Set<String> names = new LinkedHashSet<>();
        EntitySchema plugins = schemas.get("plugins");
        try {
            String offset = null;
            do {
                Page page = EntityResource.orRefused(store.page(plugins, new PageRequest(STEP, offset, null, null)));
                page.entities().forEach(plugin -> names.add(String.valueOf(plugin.get("name"))));
                offset = page.offset();
            } while (offset != null);
        } catch (StoreUnavailableException e) {
            return Set.of();
        }
        return names;
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** This gateway has no timers of Kong's kind. */
    private static Map<String, @Nullable Object> timers() {
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("sys", Map.of("running", 0L, "pending", 0L, "waiting", 0L, "total", 0L, "runs", 0L));
        stats.put("timers", Map.of());
        stats.put("flamegraph", Map.of("running", "", "pending", "", "elapsed_time", ""));
        Map<String, @Nullable Object> timers = new LinkedHashMap<>();
        timers.put("worker", Map.of("id", 0L, "count", 1L));
        timers.put("stats", stats);
        return timers;
    }
}
