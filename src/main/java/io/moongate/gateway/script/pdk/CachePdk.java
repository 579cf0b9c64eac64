package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.cache}: values that a callback made, kept for a while; each worker has its own. */
final class CachePdk {
    private static final int MOST = 10_000;
    private static final double TTL = 3600;
    private static final double NEGATIVE_TTL = 300;

    private final Map<String, Kept> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    /** A value, null for one that is known not to exist. */
    private record Kept(@Nullable Object value, long until) {
        boolean alive() {
            return until == 0 || System.currentTimeMillis() < until;
        }
    }

    private CachePdk() {}

    static LuaTable table() {
        CachePdk cache = new CachePdk();
        return new Namespace()
                .ofN("get", cache::get)
                .of2("probe", cache::probe)
                .of2("peek", cache::probe)
                .of2("delete", (self, key) -> {
                    throw LuaError.caller("no ipc to propagate deletion, specify opts.ipc_shm or opts.ipc");
                })
                .table();
    }

    private @Nullable Object get(@Nullable Object[] arguments) {
        if (arguments.length < 2 || !(arguments[1] instanceof String key)) {
            throw LuaError.caller("key must be a string");
        }
        Kept entry = entries.get(key);
        if (entry != null && entry.alive()) {
            return Values.of3(entry.value, null, 1.0);
        }
        Object callback = arguments.length > 3 ? arguments[3] : null;
        if (callback == null) {
            return Values.of3(null, null, -1.0);
        }
        Object options = arguments.length > 2 ? arguments[2] : null;
        Object result = Call.callN(callback, Arrays.copyOfRange(arguments, 4, Math.max(4, arguments.length)));
        Object value = Values.get(result, 0);
        Object error = Values.get(result, 1);
        if (error != null) {
            return Values.of2(null, Convert.tostring(error));
        }
        double ttl = value == null ? option(options, "neg_ttl", NEGATIVE_TTL) : option(options, "ttl", TTL);
        if (Values.get(result, 2) instanceof Double given) {
            ttl = given;
        }
        if (ttl >= 0) {
            entries.put(key, new Kept(value, ttl == 0 ? 0 : System.currentTimeMillis() + (long) (ttl * 1000)));
        }
        return Values.of3(value, null, 3.0);
    }

    private static double option(@Nullable Object options, String name, double usual) {
        return options instanceof LuaTable table && table.get(name) instanceof Double number ? number : usual;
    }

    private @Nullable Object probe(@Nullable Object self, @Nullable Object key) {
        Kept entry = key instanceof String text ? entries.get(text) : null;
        if (entry == null || !entry.alive()) {
            return null;
        }
        double left = entry.until == 0 ? 0 : (entry.until - System.currentTimeMillis()) / 1000.0;
        return Values.of3(left, null, entry.value);
    }
}
