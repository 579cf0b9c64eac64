package io.moongate.gateway.script.net;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections of one worker that rest until somebody wants one like them. A full pool closes the one unused longest. */
public final class Pools {
    private static final class Pool {
        final int room;
        final ArrayDeque<Connection> resting = new ArrayDeque<>();

        Pool(int room) {
            this.room = room;
        }
    }

    private final Network network;
    private final Map<String, Pool> pools = new HashMap<>();

    Pools(Network network) {
        this.network = network;
    }

    /** The connection used last, or null. */
    @Nullable
    Connection take(String name) {
        Pool pool = pools.get(name);
        Connection found = pool == null ? null : pool.resting.pollLast();
        if (pool != null && pool.resting.isEmpty()) {
            pools.remove(name);
        }
        if (found != null) {
            found.wakeUp();
        }
        return found;
    }

    /** Lets a connection rest; the room of a pool is what the first one said. */
    void offer(String name, Connection connection, long millis, int room) {
        Pool pool = pools.computeIfAbsent(name, unused -> new Pool(room));
        while (pool.resting.size() >= pool.room) {
            pool.resting.getFirst().close();
        }
        // Closing the last one resting took the pool away.
        pools.put(name, pool);
        Future<?> closing =
                millis <= 0 ? null : network.loop().schedule(connection::close, millis, TimeUnit.MILLISECONDS);
        connection.rest(name, closing);
        pool.resting.addLast(connection);
    }

    void remove(String name, Connection connection) {
        Pool pool = pools.get(name);
        if (pool != null && pool.resting.remove(connection) && pool.resting.isEmpty()) {
            pools.remove(name);
        }
    }

    /** How many connections rest. */
    public int resting() {
        return pools.values().stream().mapToInt(pool -> pool.resting.size()).sum();
    }
}
