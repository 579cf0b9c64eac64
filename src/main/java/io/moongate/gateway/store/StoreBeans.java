package io.moongate.gateway.store;

import io.agroal.api.AgroalDataSource;
import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.schema.Schemas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Chooses the store by the settings, and lets a node with a database hear of other nodes' changes. */
@ApplicationScoped
class StoreBeans {
    private final GatewayConfig config;
    private final ChangeCounter counter = new ChangeCounter();
    private @Nullable ChangeFeed feed;

    StoreBeans(GatewayConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Changes changes(@Any Instance<ChangeListener> listeners, ErrorLog log) {
        return new Changes(listeners, log);
    }

    @Produces
    @Singleton
    @Typed(MemoryStore.class)
    MemoryStore memory(Schemas schemas) {
        return new MemoryStore(schemas.all());
    }

    @Produces
    @Singleton
    EntityStore store(
            MemoryStore memory, @Any Instance<RowRepository<?>> repositories, Schemas schemas, Changes changes) {
        return switch (config.database()) {
            case OFF -> memory;
            case POSTGRES -> new PostgresStore(repositories, schemas, counter, changes);
        };
    }

    void start(@Observes StartupEvent event, Instance<AgroalDataSource> database, Changes changes, ErrorLog log) {
        if (config.database() == DatabaseKind.POSTGRES) {
            boolean embedded = config.postgres().pgHost().isEmpty();
            ChangeFeed started = new ChangeFeed(
                    database.get(),
                    counter,
                    changes,
                    log,
                    config.postgres().dbUpdateFrequency(),
                    () -> embedded && EmbeddedDatabase.revive(config.prefix()));
            feed = started;
            started.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (feed != null) {
            feed.close();
        }
    }
}
