package io.moongate.gateway.proxy;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.config.Listen;
import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.proxy.upstream.Upstreams;
import io.moongate.gateway.router.Flavor;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.snapshot.EntitySource;
import io.moongate.gateway.snapshot.Snapshot;
import io.moongate.gateway.snapshot.SnapshotBuilder;
import io.moongate.gateway.snapshot.Snapshots;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A proxy on a free port with routes, services and plugins written in Java, for tests. */
final class ProxyFixture implements AutoCloseable {
    /** A plugin whose phases are lambdas. */
    static final class JavaPlugin implements PluginKind {
        private final String name;
        private final int priority;
        private final Map<Phase, PhaseHandler> handlers = new EnumMap<>(Phase.class);

        JavaPlugin(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        JavaPlugin on(Phase phase, PhaseHandler handler) {
            handlers.put(phase, handler);
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public PluginInstance prepare(PluginConfig config) {
            return handlers::get;
        }
    }

    final Vertx vertx = Vertx.vertx();
    private final List<Service> services = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<PluginConfig> plugins = new ArrayList<>();
    private final List<PluginKind> kinds = new ArrayList<>();
    private final List<Upstream> upstreams = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final Map<String, List<Map<String, @Nullable Object>>> documents = new HashMap<>();
    final Path folder;
    private final Path logFile;
    final ErrorLog log;
    final Traffic traffic = new Traffic();
    /** The largest body of a request, 0 for any. */
    long largestBody;

    AddressBlocks trusted = AddressBlocks.NONE;
    private @Nullable ProxyServer server;
    private @Nullable Snapshots snapshots;

    ProxyFixture() {
        try {
            folder = Files.createTempDirectory("proxy-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logFile = folder.resolve("error.log");
        log = new ErrorLog(LogLevel.INFO, logFile, false);
    }

    /** A service at a local port and a route to it; further fields as pairs. */
    Service route(String path, int port, Object... fields) {
        return route(path, "127.0.0.1", port, fields);
    }

    Service route(String path, String host, int port, Object... fields) {
        Map<String, @Nullable Object> service = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "protocol",
                "http",
                "host",
                host,
                "port",
                (long) port,
                "path",
                "/up"));
        Map<String, @Nullable Object> route = new HashMap<>(Map.of(
                "id", UUID.randomUUID().toString(),
                "protocols", List.of("http", "https"),
                "paths", List.of(path),
                "service", Map.of("id", String.valueOf(service.get("id")))));
        for (int i = 0; i < fields.length; i += 2) {
            String field = (String) fields[i];
            boolean ofRoute = List.of("protocols", "preserve_host", "https_redirect_status_code", "request_buffering")
                    .contains(field);
            (ofRoute ? route : service).put(field, fields[i + 1]);
        }
        Service made = Service.of(service);
        services.add(made);
        routes.add(Route.of(route));
        return made;
    }

    /** An upstream with targets at local ports. */
    void upstream(String name, @Nullable String hostHeader, int... ports) {
        Map<String, @Nullable Object> upstream = new HashMap<>(Map.of(
                "id", UUID.randomUUID().toString(), "name", name, "algorithm", "round-robin", "hash_on", "none"));
        upstream.put("host_header", hostHeader);
        upstreams.add(Upstream.of(upstream));
        for (int port : ports) {
            targets.add(Target.of(Map.of(
                    "id",
                    UUID.randomUUID().toString(),
                    "upstream",
                    Map.of("id", String.valueOf(upstream.get("id"))),
                    "target",
                    "127.0.0.1:" + port,
                    "weight",
                    100L)));
        }
    }

    void routeWithoutService(String path) {
        routes.add(Route.of(Map.of(
                "id", UUID.randomUUID().toString(), "protocols", List.of("http", "https"), "paths", List.of(path))));
    }

    /** A plugin for all requests. */
    JavaPlugin global(String name, int priority) {
        return plugin(name, priority, Map.of());
    }

    JavaPlugin ofService(Service service, String name, int priority) {
        return plugin(
                name, priority, Map.of("service", Map.of("id", service.id().toString())));
    }

    private JavaPlugin plugin(String name, int priority, Map<String, Object> scope) {
        JavaPlugin kind = new JavaPlugin(name, priority);
        kinds.add(kind);
        Map<String, @Nullable Object> document = new HashMap<>(scope);
        document.put("id", UUID.randomUUID().toString());
        document.put("name", name);
        document.put("protocols", List.of("http", "https"));
        plugins.add(PluginConfig.of(document));
        return kind;
    }

    /** An entity by its document, of the kinds that have no method of their own here. */
    String document(String kind, Map<String, Object> fields) {
        String id = UUID.randomUUID().toString();
        Map<String, @Nullable Object> document = new HashMap<>(fields);
        document.put("id", id);
        documents.computeIfAbsent(kind, unused -> new ArrayList<>()).add(document);
        return id;
    }

    private List<EntitySource.Documents> documents() {
        Schemas schemas = StandardSchemas.of(new PluginSchemas(List.of(), Set.of()));
        documents
                .computeIfAbsent("services", unused -> new ArrayList<>())
                .addAll(services.stream().map(Service::document).toList());
        return documents.entrySet().stream()
                .map(kind -> new EntitySource.Documents(schemas.get(kind.getKey()), kind.getValue()))
                .toList();
    }

    /** Starts with one route, of all paths, to an upstream. */
    ProxyFixture started(EchoUpstream upstream) {
        route("/", upstream.port());
        return start();
    }

    ProxyFixture start() {
        Snapshots made = new Snapshots(
                () -> new EntitySource.All(
                        services, routes, plugins, upstreams, targets, List.of(), List.of(), documents()),
                new SnapshotBuilder(kinds, Flavor.TRADITIONAL_COMPATIBLE, new TargetHealth()),
                log,
                Snapshot.empty(Flavor.TRADITIONAL_COMPATIBLE));
        made.rebuild().toCompletableFuture().join();
        snapshots = made;
        try {
            server = ProxyServer.start(vertx, options(), made, log, traffic, FiberWorker::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private ProxyOptions options() {
        return new ProxyOptions(
                List.of(Listen.of("127.0.0.1:0"), Listen.of("127.0.0.1:0 ssl")),
                1,
                ProxyOptions.Headers.of(List.of("server_tokens", "latency_tokens", "X-Kong-Request-Id")),
                trusted,
                "X-Real-IP",
                false,
                false,
                largestBody,
                new Upstreams.Keeping(64, 10_000, 60_000),
                ProxyOptions.Timeouts.USUAL,
                folder.resolve("hosts"),
                folder.resolve("ssl"));
    }

    int port() {
        return running().addresses().getFirst().getPort();
    }

    int tlsPort() {
        return running().addresses().get(1).getPort();
    }

    private ProxyServer running() {
        ProxyServer present = server;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }

    RawClient connect() {
        return RawClient.connect(port());
    }

    /** Sends a request on a connection of its own and reads the answer. */
    RawClient.Reply send(String request) {
        try (RawClient client = connect()) {
            return client.send(request).reply();
        }
    }

    RawClient.Reply get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** All that was logged so far. */
    String logged() {
        log.flush();
        try {
            return Files.exists(logFile) ? Files.readString(logFile, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ProxyServer present = server;
        if (present != null) {
            present.close();
        }
        Snapshots made = snapshots;
        if (made != null) {
            made.close();
        }
        log.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
