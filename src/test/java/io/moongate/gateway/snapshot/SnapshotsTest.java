package io.moongate.gateway.snapshot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.plugin.BundledPlugin;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.router.Flavor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicInteger prepared = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    private final PluginKind kind = new BundledPlugin("p", 1, config -> {
        if ("bad".equals(config.config().get("code"))) {
            throw new IllegalArgumentException("it is bad");
        }
        int number = prepared.incrementAndGet();
        return phase -> number > 0 ? null : exchange -> Outcome.Continue.NEXT;
    });

    private final SnapshotBuilder builder =
            new SnapshotBuilder(List.of(kind), Flavor.TRADITIONAL_COMPATIBLE, new TargetHealth());
    private final Service service = Service.of(Map.of("id", id(1), "protocol", "http", "host", "h"));
    private final Route route = Route.of(
            Map.of("id", id(2), "protocols", List.of("http"), "paths", List.of("/a"), "service", Map.of("id", id(1))));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static String id(long number) {
        return new UUID(0, number).toString();
    }

    private static PluginConfig plugin(long id, String code, Object... more) {
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put("id", id(id));
        document.put("name", "p");
        document.put("protocols", List.of("http"));
        document.put("config", Map.of("code", code));
        for (int i = 0; i < more.length; i += 2) {
            document.put((String) more[i], more[i + 1]);
        }
        return PluginConfig.of(document);
    }

    private Snapshot build(PluginConfig... plugins) {
        return builder.build(new EntitySource.All(List.of(service), List.of(route), List.of(plugins)));
    }

    private PluginInstance only(Snapshot snapshot) {
        PluginPlan plan = snapshot.plan(route);
        assertEquals(1, plan.entries().size());
        return plan.entries().getFirst().instance();
    }

    @Test
    void whatDidNotChangeKeepsItsInstance() {
        PluginInstance first = only(build(plugin(3, "one")));
        assertSame(first, only(build(plugin(3, "one"), plugin(4, "two", "route", Map.of("id", id(9))))));
        assertSame(first, only(build(plugin(3, "one", "tags", List.of("new"), "service", Map.of("id", id(1))))));
        assertNotSame(first, only(build(plugin(3, "other"))));
    }

    @Test
    void whatIsSwitchedOffComesBackAsItWas() {
        PluginInstance first = only(build(plugin(3, "one")));
        assertEquals(
                List.of(), build(plugin(3, "one", "enabled", false)).plan(route).entries());
        assertSame(first, only(build(plugin(3, "one"))));
        assertEquals(1, prepared.get());
    }

    @Test
    void pluginsThatMayNotRunAreLeftOut() {
        SnapshotBuilder none = new SnapshotBuilder(List.of(), Flavor.TRADITIONAL_COMPATIBLE, new TargetHealth());
        Snapshot snapshot =
                none.build(new EntitySource.All(List.of(service), List.of(route), List.of(plugin(3, "one"))));
        assertEquals(List.of(), snapshot.plan(route).entries());
    }

    @Test
    void routesWithoutPluginsOfTheirOwnShareTheGlobalPlan() {
        Snapshot snapshot = build(plugin(3, "one"));
        assertSame(snapshot.global(), snapshot.plan(route));
    }

    @Test
    void whatCannotBeBuiltLeavesTheLastGoodOneAndSaysSo() {
        AtomicReference<List<PluginConfig>> plugins = new AtomicReference<>(List.of(plugin(3, "good")));
        Snapshots snapshots = snapshots(() -> new EntitySource.All(List.of(service), List.of(route), plugins.get()));
        snapshots.rebuild().toCompletableFuture().join();
        Snapshot good = snapshots.current();
        plugins.set(List.of(plugin(3, "bad")));
        CompletableFuture<@Nullable Void> failed = snapshots.rebuild().toCompletableFuture();
        CompletionException why = assertThrows(CompletionException.class, failed::join);
        assertTrue(String.valueOf(why.getMessage()).contains("it is bad"), why.getMessage());
        assertSame(good, snapshots.current());
        assertTrue(String.valueOf(snapshots.status().problem()).contains("plugin p (" + id(3) + ")"));
        // It is tried again by itself.
        plugins.set(List.of(plugin(3, "mended")));
        await().until(() -> snapshots.status().problem() == null);
        assertNotSame(good, snapshots.current());
    }

    @Test
    void requestsThatComeMeanwhileAreAnsweredTogether() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Snapshots snapshots = snapshots(() -> {
            if (reads.incrementAndGet() == 1) {
                reading.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new EntitySource.All(List.of(service), List.of(route), List.of());
        });
        CompletableFuture<@Nullable Void> first = snapshots.rebuild().toCompletableFuture();
        reading.await();
        List<CompletableFuture<@Nullable Void>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(snapshots.rebuild().toCompletableFuture());
        }
        assertEquals(0, snapshots.current().number());
        goOn.countDown();
        first.join();
        others.forEach(CompletableFuture::join);
        assertEquals(2, reads.get());
        assertEquals(2, snapshots.current().number());
        assertNull(snapshots.status().problem());
    }

    private Snapshots snapshots(EntitySource source) {
        ErrorLog log = new ErrorLog(LogLevel.INFO, folder.resolve("error.log"), false);
        Snapshots made = new Snapshots(source, builder, log, Snapshot.empty(Flavor.TRADITIONAL_COMPATIBLE));
        open.add(made);
        open.add(() -> {
            log.close();
            Files.deleteIfExists(folder.resolve("error.log"));
        });
        return made;
    }
}
