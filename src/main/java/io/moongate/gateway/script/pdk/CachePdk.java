package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.cache}: values that a callback made, kept for a while. A worker has those it used itself at hand; behind
 * them stand those of all workers. While one request makes a value, others that want it wait for it.
 */
final class CachePdk {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 32L << 20;
    private static final long LONGEST_WAIT_SECONDS = 5;
    private static final double HIT_HERE = 1;
    private static final double HIT_SHARED = 2;
    private static final double MADE = 3;
    private static final double HIT_STALE = 4;

    private final LuaWorker worker;
    private final CacheStore store;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private long knownBytes;

    /**
     * A value as this worker has it.
     *
     * @param seen how far the shared values had changed when it was last compared with them
     */
    private record Known(@Nullable Object value, CacheStore.Kept kept, long seen) {}

    private CachePdk(LuaWorker worker, CacheStore store) {
        this.worker = worker;
        this.store = store;
    }

    static LuaTable table(LuaWorker worker) {
        CachePdk cache = new CachePdk(worker, worker.script().cache());
        return new Namespace()
                .ofN("get", cache::get)
                .ofN("renew", cache::renew)
                .of3("get_bulk", cache::getBulk)
                .of1("new_bulk", count -> new Namespace().value("n", 0.0).table())
                .of1("each_bulk_res", CachePdk::eachResult)
                .of3("peek", cache::peek)
                .of3("probe", cache::peek)
                .of2("invalidate", cache::invalidate)
                .of2("invalidate_local", cache::invalidateLocal)
                .ofN("delete", arguments -> noWay("no ipc to propagate deletion, specify opts.ipc_shm or opts.ipc"))
                .ofN("set", arguments -> noWay("no ipc to propagate update, specify opts.ipc_shm or opts.ipc"))
                .ofN("purge", arguments -> noWay("no ipc to propagate purge, specify opts.ipc_shm or opts.ipc"))
                .ofN("update", arguments -> noWay("no polling configured, specify opts.ipc_shm or opts.ipc.poll"))
                .table();
    }

    private static Object noWay(String why) {
        throw LuaError.caller(why);
    }

    private @Nullable Object get(@Nullable Object[] arguments) {
        String key = key(arguments.length > 1 ? arguments[1] : null);
        CacheOptions options = CacheOptions.of(arguments.length > 2 ? arguments[2] : null);
        LuaFunction callback = callback(arguments.length > 3 ? arguments[3] : null);
        return find(key, options, callback, rest(arguments));
    }

    /** What the callback is called with. */
    private static @Nullable Object[] rest(@Nullable Object[] arguments) {
        return arguments.length <= 4 ? new @Nullable Object[0] : Arrays.copyOfRange(arguments, 4, arguments.length);
    }

    private static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw LuaError.caller("key must be a string");
    }

    private static @Nullable LuaFunction callback(@Nullable Object callback) {
        if (callback != null && !(callback instanceof LuaFunction)) {
            throw LuaError.caller("callback must be nil or a function");
        }
        return (LuaFunction) callback;
    }

    private Object find(
            String key, CacheOptions options, @Nullable LuaFunction callback, @Nullable Object[] arguments) {
        Known here = here(key);
        if (here != null) {
            return Values.of3(here.value, null, HIT_HERE);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        while (true) {
            CacheStore.Kept kept = store.get(key);
            if (kept != null && kept.alive()) {
                return shared(key, kept, options, HIT_SHARED);
            }
            if (callback == null) {
                return Values.of3(null, null, -1.0);
            }
            CompletableFuture<@Nullable Void> other = store.claim(key);
            if (other == null) {
                try {
                    CacheStore.Kept meanwhile = store.get(key);
                    return meanwhile != null && meanwhile.alive()
                            ? shared(key, meanwhile, options, HIT_SHARED)
                            : make(key, meanwhile, options, callback, arguments);
                } finally {
                    store.release(key);
                }
            }
            if (!waitFor(other, deadline)) {
                return Values.of2(null, "could not acquire callback lock: timeout");
            }
        }
    }

    /** Waits until another request has made the value; false where that takes too long. */
    private boolean waitFor(CompletableFuture<@Nullable Void> other, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            worker.<@Nullable Void>await(other.copy().orTimeout(left, TimeUnit.NANOSECONDS));
            return true;
        } catch (CompletionException tooLong) {
            return false;
        }
    }

    private @Nullable Known here(String key) {
        Known entry = known.get(key);
        if (entry == null || !entry.kept.alive()) {
            return null;
        }
        long now = store.removals();
        if (entry.seen == now) {
            return entry;
        }
        if (store.get(key) != entry.kept) {
            forget(key);
            return null;
        }
        Known seen = new Known(entry.value, entry.kept, now);
        known.put(key, seen);
        return seen;
    }

    /** Keeps a value at hand, within bounds: those that were not asked for longest make room. */
    private void know(String key, Known fresh) {
        Known before = known.put(key, fresh);
        knownBytes += fresh.kept.bytes() - (before == null ? 0 : before.kept.bytes());
        Iterator<Known> oldest = known.values().iterator();
        while ((known.size() > MOST || knownBytes > MOST_BYTES) && oldest.hasNext()) {
            knownBytes -= oldest.next().kept.bytes();
            oldest.remove();
        }
    }

    private void forget(String key) {
        Known gone = known.remove(key);
        knownBytes -= gone == null ? 0 : gone.kept.bytes();
    }

    /** Takes a shared value over, in the form in which this worker wants it. */
    private Object shared(String key, CacheStore.Kept kept, CacheOptions options, double level) {
        return remember(key, FrozenValue.thaw(kept.value()), kept, options, level);
    }

    private Object remember(
            String key, @Nullable Object value, CacheStore.Kept kept, CacheOptions options, double level) {
        Object form = value;
        if (options.serializer() != null && value != null) {
            int room = worker.state().depth().room();
            try {
                Object result = Call.call(options.serializer(), value);
                form = Values.get(result, 0);
                if (form == null) {
                    Object why = Values.get(result, 1);
                    return Values.of2(null, why == null ? "l1_serializer returned a nil value" : Convert.tostring(why));
                }
            } catch (LuaError thrown) {
                worker.state().depth().leave(room);
                return Values.of2(null, "l1_serializer threw an error: " + thrown.text());
            }
        }
        know(key, new Known(form, kept, store.removals()));
        return Values.of3(form, null, level);
    }

    private Object make(
            String key,
            CacheStore.@Nullable Kept stale,
            CacheOptions options,
            LuaFunction callback,
            @Nullable Object[] arguments) {
        Object result;
        int room = worker.state().depth().room();
        try {
            result = Call.callN(callback, arguments);
        } catch (LuaError thrown) {
            worker.state().depth().leave(room);
            return failed(key, stale, options, "callback threw an error: " + thrown.text() + thrown.traceback());
        }
        Object value = Values.get(result, 0);
        Object error = Values.get(result, 1);
        if (error != null) {
            return failed(key, stale, options, Convert.tostring(error));
        }
        double ttl = Values.get(result, 2) instanceof Double given ? given : options.ttlOf(value);
        if (ttl < 0) {
            return Values.of3(value, null, MADE);
        }
        try {
            CacheStore.Kept kept = store.put(key, FrozenValue.freeze(value), ttl);
            return remember(key, value, kept, options, MADE);
        } catch (FrozenValue.Unfit unfit) {
            throw LuaError.caller(String.valueOf(unfit.getMessage()));
        }
    }

    /** What to do without a new value: the old one may serve for a while, where the caller said so. */
    private Object failed(String key, CacheStore.@Nullable Kept stale, CacheOptions options, String why) {
        if (stale == null || options.resurrection() < 0) {
            return Values.of2(null, why);
        }
        return shared(key, store.put(key, stale.value(), options.resurrection()), options, HIT_STALE);
    }

    /** Makes the value anew, whether there is one or not. */
    private Object renew(@Nullable Object[] arguments) {
        String key = key(arguments.length > 1 ? arguments[1] : null);
        CacheOptions options = CacheOptions.of(arguments.length > 2 ? arguments[2] : null);
        LuaFunction callback = callback(arguments.length > 3 ? arguments[3] : null);
        if (callback == null) {
            throw LuaError.caller("callback must be a function");
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        for (CompletableFuture<@Nullable Void> other; (other = store.claim(key)) != null; ) {
            if (!waitFor(other, deadline)) {
                return Values.of2(null, "could not acquire callback lock: timeout");
            }
        }
        try {
            return make(key, null, options, callback, rest(arguments));
        } finally {
            store.release(key);
        }
    }

    private @Nullable Object peek(@Nullable Object self, @Nullable Object key, @Nullable Object staleToo) {
        CacheStore.Kept kept = store.get(key(key));
        if (kept == null || !(kept.alive() || Convert.truth(staleToo))) {
            return null;
        }
        Object value = FrozenValue.thaw(kept.value());
        return kept.alive() ? Values.of3(kept.left(), null, value) : Values.of(kept.left(), null, value, true);
    }

    private @Nullable Object invalidate(@Nullable Object self, @Nullable Object key) {
        String name = key(key);
        forget(name);
        store.remove(name);
        return Values.NONE;
    }

    private @Nullable Object invalidateLocal(@Nullable Object self, @Nullable Object key) {
        return invalidate(self, key);
    }

    /** Several at once: four fields each, which are key, options, callback and its argument. */
    private Object getBulk(@Nullable Object self, @Nullable Object bulk, @Nullable Object usual) {
        if (!(bulk instanceof LuaTable operations)) {
            throw LuaError.caller("bulk must be a table");
        }
        if (!(operations.get("n") instanceof Double count)) {
            throw LuaError.caller("bulk must have n field");
        }
        LuaTable results = new LuaTable(3 * count.intValue(), 1);
        for (int i = 0; i < count.intValue(); i++) {
            int from = 4 * i;
            Object options = operations.get((double) (from + 2));
            Object callback = operations.get((double) (from + 3));
            if (!(operations.get((double) (from + 1)) instanceof String key)) {
                throw LuaError.caller("key at index " + (from + 1) + " must be a string for operation " + (i + 1));
            }
            if (callback != null && !(callback instanceof LuaFunction)) {
                throw LuaError.caller(
                        "callback at index " + (from + 3) + " must be nil or a function for operation " + (i + 1));
            }
            Object found = find(
                    key,
                    CacheOptions.of(options == null ? usual : options),
                    (LuaFunction) callback,
                    new @Nullable Object[] {operations.get((double) (from + 4))});
            for (int field = 0; field < 3; field++) {
                results.put(3 * i + field + 1, Values.get(found, field));
            }
        }
        results.put("n", 3.0 * count.intValue());
        return results;
    }

    /** An iterator over what {@code get_bulk} gave: number, value, error, where it was found. */
    private static Object eachResult(@Nullable Object results) {
        if (!(results instanceof LuaTable table) || !(table.get("n") instanceof Double count)) {
            throw LuaError.caller("res must be a table with an n field");
        }
        int[] at = {0};
        return NativeFunction.of0("next", () -> {
            int from = 3 * at[0]++;
            return from >= count.intValue()
                    ? null
                    : Values.of(
                            (double) at[0],
                            table.get((double) (from + 1)),
                            table.get((double) (from + 2)),
                            table.get((double) (from + 3)));
        });
    }
}
