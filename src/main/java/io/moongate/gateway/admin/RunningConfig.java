package io.moongate.gateway.admin;

import io.moongate.gateway.declarative.DeclarativeConfig;
import io.moongate.gateway.store.Changes;
import io.moongate.gateway.store.MemoryStore;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.ReentrantLock;

/** The declarative configuration that a gateway without a database runs. */
@Singleton
public class RunningConfig {
    private final MemoryStore memory;
    private final Changes changes;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile DeclarativeConfig current = DeclarativeConfig.empty();

    RunningConfig(MemoryStore memory, Changes changes) {
        this.memory = memory;
        this.changes = changes;
    }

    /** What runs now. */
    public DeclarativeConfig current() {
        return current;
    }

    /** Puts a configuration in force, whole; returns when it is. */
    public void load(DeclarativeConfig config) {
        lock.lock();
        try {
            memory.replace(config.entities());
            current = config;
            changes.apply();
        } finally {
            lock.unlock();
        }
    }
}
