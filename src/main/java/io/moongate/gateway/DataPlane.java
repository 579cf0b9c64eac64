package io.moongate.gateway;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.NodeId;
import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.proxy.ProxyOptions;
import io.moongate.gateway.proxy.ProxyServer;
import io.moongate.gateway.router.Flavor;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.NodeFacts;
import io.moongate.gateway.script.Script;
import io.moongate.gateway.snapshot.Snapshot;
import io.moongate.gateway.snapshot.SnapshotBuilder;
import io.moongate.gateway.snapshot.Snapshots;
import io.moongate.gateway.snapshot.StoredEntities;
import io.moongate.gateway.store.ChangeListener;
import io.moongate.gateway.store.EntityStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts the data plane together: functions, plugins, snapshots, listeners; and has it follow what is stored. */
@Singleton
class DataPlane implements ChangeListener {
    /** After what is declared in a file was loaded. */
    private static final int AFTER_LOADING = 200;

    private static final int FIRST_BUILD_SECONDS = 30;

    private final GatewayConfig config;
    private final ErrorLog log;
    private final Script script;
    private final Snapshots snapshots;
    private @Nullable ProxyServer server;

    DataPlane(
            GatewayConfig config,
            ErrorLog log,
            Script script,
            EntityStore store,
            Schemas schemas,
            PluginSchemas plugins,
            TargetHealth health,
            @Any Instance<PluginKind> available) {
        this.config = config;
        this.log = log;
        this.script = script;
        Flavor flavor = Objects.requireNonNull(Flavor.of(config.routerFlavor()), "checked at the start");
        List<PluginKind> kinds = available.stream()
                .filter(kind -> plugins.enabled().contains(kind.name()))
                .toList();
        this.snapshots = new Snapshots(
                new StoredEntities(store, schemas),
                new SnapshotBuilder(kinds, flavor, health),
                log,
                Snapshot.empty(flavor));
        script.follow(snapshots::current);
    }

    /** How the configuration in force stands, for the Admin API's status. */
    Snapshots.Status status() {
        return snapshots.status();
    }

    @Override
    public CompletionStage<@Nullable Void> changed() {
        return snapshots.rebuild();
    }

    void start(@Observes @Priority(AFTER_LOADING) StartupEvent event, Vertx vertx, Traffic traffic) {
        buildFirst();
        try {
            server = ProxyServer.start(
                    vertx,
                    ProxyOptions.of(config),
                    snapshots,
                    log,
                    traffic,
                    (index, executor) -> new LuaWorker(index, executor, script));
        } catch (IOException e) {
            throw new ConfigurationException("Moongate does not start: the proxy cannot listen: " + e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
        }
        snapshots.close();
    }

    /** A node that cannot build what is stored starts all the same, says so, and tries again. */
    private void buildFirst() {
        try {
            snapshots.rebuild().toCompletableFuture().get(FIRST_BUILD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The log says why already, and the builder goes on trying.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What functions may know of this node. */
    static NodeFacts facts(GatewayConfig config, NodeId id, Traffic traffic) {
        AddressBlocks trusted = AddressBlocks.of(config.proxy().trustedIps().orElse(List.of()));
        int workers = ProxyOptions.of(config).workers();
        return new NodeFacts() {
            @Override
            public String nodeId() {
                return id.text();
            }

            @Override
            public boolean trusted(String address) {
                return trusted.contains(address);
            }

            @Override
            public int workers() {
                return workers;
            }

            @Override
            public Map<String, Long> statistics() {
                return Map.of(
                        "connections_active", traffic.active(),
                        "connections_accepted", traffic.accepted(),
                        "connections_handled", traffic.accepted(),
                        "connections_reading", 0L,
                        "connections_writing", traffic.running(),
                        "connections_waiting", Math.max(0, traffic.active() - traffic.running()),
                        "total_requests", traffic.requests());
            }
        };
    }
}
