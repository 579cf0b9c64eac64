package io.moongate.gateway.script.pdk;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of a node share of {@code kong.cache}: the values, within so many bytes, and who is making which one.
 * Asked only where a worker does not know a value itself.
 */
public final class CacheStore {
    private static final long MOST_BYTES = 128L << 20;

    /**
     * A kept value.
     *
     * @param value frozen; null for one that is known not to exist
     * @param until when it ends, by {@link System#nanoTime}; null for never
     */
    record Kept(@Nullable Object value, @Nullable Long until, long bytes) {
        boolean alive() {
            return until == null || until - System.nanoTime() > 0;
        }

        /** Seconds that it has still to live, 0 for ever. */
        double left() {
            return until == null ? 0 : (until - System.nanoTime()) / 1e9;
        }
    }

    private final LinkedHashMap<String, Kept> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, CompletableFuture<@Nullable Void>> makers = new ConcurrentHashMap<>();
    private long bytes;
    private final AtomicLong removals = new AtomicLong();

    /** The value of a key, its time up or not; null where there is none. */
    @Nullable
    Kept get(String key) {
        synchronized (entries) {
            return entries.get(key);
        }
    }

    /** Keeps a value; those that nobody asked for longest make room. */
    Kept put(String key, @Nullable Object frozen, double ttl) {
        Long until = ttl == 0 ? null : Long.valueOf(System.nanoTime() + (long) (Math.min(ttl, 1e9) * 1e9));
        Kept kept = new Kept(frozen, until, key.length() + FrozenValue.room(frozen));
        synchronized (entries) {
            Kept before = entries.put(key, kept);
            bytes += kept.bytes - (before == null ? 0 : before.bytes);
            if (before != null) {
                removals.incrementAndGet();
            }
            Iterator<Kept> oldest = entries.values().iterator();
            while (bytes > MOST_BYTES && oldest.hasNext()) {
                bytes -= oldest.next().bytes;
                oldest.remove();
            }
        }
        return kept;
    }

    /** Forgets a value, for all workers. */
    void remove(String key) {
        synchronized (entries) {
            Kept gone = entries.remove(key);
            bytes -= gone == null ? 0 : gone.bytes;
        }
        removals.incrementAndGet();
    }

    /** Changes whenever a value is replaced or forgotten: what a worker remembers is then to be looked at anew. */
    long removals() {
        return removals.get();
    }

    /** Makes the caller the one that makes a value; else what is complete when another one has made it. */
    @Nullable
    CompletableFuture<@Nullable Void> claim(String key) {
        return makers.putIfAbsent(key, new CompletableFuture<>());
    }

    /** The value was made, or could not be. */
    void release(String key) {
        CompletableFuture<@Nullable Void> made = makers.remove(key);
        if (made != null) {
            made.complete(null);
        }
    }
}
