package io.moongate.gateway.admin;

import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.script.Script;
import io.moongate.gateway.store.EntityStore;
import io.moongate.gateway.store.PageRequest;
import io.moongate.gateway.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the node is: memory, connections, and whether the database answers. */
@Singleton
class StatusResource implements EndpointSource {
    private static final int DEFAULT_SCALE = 2;

    private final GatewayConfig config;
    private final Traffic traffic;
    private final RunningConfig running;
    private final EntityStore store;
    private final Schemas schemas;
    private final Script script;

    StatusResource(
            GatewayConfig config,
            Traffic traffic,
            RunningConfig running,
            EntityStore store,
            Schemas schemas,
            Script script) {
        this.config = config;
        this.traffic = traffic;
        this.running = running;
        this.store = store;
        this.schemas = schemas;
        this.script = script;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.at("/status").get(this::status));
    }

    private Answer status(AdminRequest request) {
        String unit = request.argument("unit");
        String letter = unit == null ? "m" : unit.toLowerCase(Locale.ROOT);
        if (!letter.matches("[bkmg]")) {
            return Answer.message(400, "invalid unit '" + unit + "' (expected 'k/K', 'm/M', or 'g/G')");
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("memory", memory(letter, scale(request.argument("scale"))));
        body.put("server", server());
        if (config.database() == DatabaseKind.POSTGRES) {
            Map<String, @Nullable Object> database = new LinkedHashMap<>();
            database.put("reachable", reachable());
            body.put("database", database);
        } else {
            body.put("configuration_hash", running.current().hash());
        }
        return Answer.ok(body);
    }

    private boolean reachable() {
        try {
            store.page(schemas.get("services"), new PageRequest(1, null, null, null));
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private Map<String, @Nullable Object> server() {
        long running = traffic.running();
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("connections_accepted", traffic.accepted());
        server.put("connections_handled", traffic.accepted());
        server.put("connections_active", traffic.active());
        server.put("connections_reading", 0L);
        server.put("connections_writing", running);
        server.put("connections_waiting", Math.max(0, traffic.active() - running));
        server.put("total_requests", traffic.requests());
        return server;
    }

    /** The JVM's heap in the place of the Lua machines'; what workers share is part of it. */
    private Map<String, @Nullable Object> memory(String unit, int scale) {
        Runtime runtime = Runtime.getRuntime();
        Map<String, @Nullable Object> machine = new LinkedHashMap<>();
        machine.put("pid", ProcessHandle.current().pid());
        machine.put("http_allocated_gc", size(runtime.totalMemory() - runtime.freeMemory(), unit, scale));
        Map<String, @Nullable Object> memory = new LinkedHashMap<>();
        memory.put("workers_lua_vms", List.of(machine));
        Map<String, @Nullable Object> dicts = new TreeMap<>();
        script.dicts().byName().forEach((name, dict) -> {
            Map<String, @Nullable Object> sizes = new LinkedHashMap<>();
            sizes.put("allocated_slabs", size(dict.capacity() - dict.free(), unit, scale));
            sizes.put("capacity", size(dict.capacity(), unit, scale));
            dicts.put(name, sizes);
        });
        memory.put("lua_shared_dicts", dicts);
        return memory;
    }

    private static int scale(@Nullable String text) {
        try {
            return text == null ? DEFAULT_SCALE : Math.clamp(Integer.parseInt(text), 0, 10);
        } catch (NumberFormatException e) {
            return DEFAULT_SCALE;
        }
    }

    private static Object size(long bytes, String unit, int scale) {
        int power = "bkmg".indexOf(unit);
        return power == 0
                ? (Object) bytes
                : String.format(
                        Locale.ROOT,
                        "%." + scale + "f %siB",
                        bytes / Math.pow(1024, power),
                        unit.toUpperCase(Locale.ROOT));
    }
}
