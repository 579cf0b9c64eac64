package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code kong}. Each chunk has one of its own that fills up with copies of the namespaces it uses, so that what a
 * function writes into them reaches no other.
 */
public final class Kong {
    private static final Phases PLUGIN_ID = Phases.only("rewrite, access, response, header_filter, body_filter, log");
    private static final double VERSION_NUMBER = 3_009_003;

    private final LuaWorker worker;
    private final LuaTable namespaces;
    private final LuaTable configuration;
    private final LuaTable cache;
    private final LuaTable metatable;

    public Kong(LuaWorker worker) {
        this.worker = worker;
        this.cache = CachePdk.table(worker);
        this.namespaces = new Namespace()
                .value("version", "3.9.3")
                .value("version_num", VERSION_NUMBER)
                .value("request", RequestPdk.table(worker))
                .value("response", ResponsePdk.table(worker))
                .value("service", ServicePdk.table(worker))
                .value("client", ClientPdk.table(worker))
                .value("router", RouterPdk.table(worker))
                .value("ctx", CtxPdk.table(worker))
                .value("ip", NodePdk.ip(worker))
                .value("node", NodePdk.node(worker))
                .value("cluster", NodePdk.cluster(worker))
                .value("nginx", NodePdk.nginx(worker))
                .value("table", TablePdk.table())
                .value("plugin", plugin(worker))
                .value("tracing", TracingPdk.tracing(worker))
                .value("telemetry", TelemetryPdk.telemetry())
                .value("vault", VaultPdk.table(worker))
                .value("db", DbPdk.table(worker))
                .value("dns", DnsPdk.table(worker))
                .table();
        this.configuration = configuration(worker);
        this.metatable =
                Namespace.guard(new Namespace().of2("__index", this::read).table());
    }

    /** A table of its own for a chunk. */
    public LuaTable table() {
        LuaTable table = new LuaTable(0, 8);
        table.put("cache", Namespace.copy(cache));
        table.put("configuration", Namespace.copy(configuration));
        table.setMetatable(metatable);
        return table;
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        Object found = "log".equals(name) ? LogPdk.table(worker) : namespaces.get(name);
        if (found instanceof LuaTable namespace && table instanceof LuaTable self) {
            LuaTable copy = Namespace.deepCopy(namespace);
            self.put(name, copy);
            return copy;
        }
        return found;
    }

    private static LuaTable plugin(LuaWorker worker) {
        return new Namespace()
                .of0("get_id", () -> {
                    PLUGIN_ID.check(worker);
                    Functions running = worker.running();
                    return running == null ? null : running.id();
                })
                .table();
    }

    private static LuaTable configuration(LuaWorker worker) {
        LuaTable values = EntityTables.of(worker.script().configuration());
        return new Namespace()
                .reads((table, name) ->
                        values.get(name) instanceof LuaTable list ? Namespace.deepCopy(list) : values.get(name))
                .writes((table, name, value) -> {
                    throw LuaError.caller("cannot write to configuration");
                })
                .table();
    }
}
