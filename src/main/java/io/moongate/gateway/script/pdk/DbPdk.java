package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.db}: the entities, to be read. What is given is the configuration that the request is handled by, from
 * memory; nothing can be written, and there is no way to the database itself.
 */
final class DbPdk {
    private final LuaWorker worker;

    private DbPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        DbPdk pdk = new DbPdk(worker);
        return new Namespace()
                .value("strategy", "off".equals(worker.script().configuration().get("database")) ? "off" : "postgres")
                .reads(pdk::read)
                .table();
    }

    /** The entities of a kind; the table that asks keeps them, so that what a function writes into them is its own. */
    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        if (!(name instanceof String kind) || worker.configuration().catalog().kind(kind) == null) {
            return null;
        }
        LuaTable dao = new EntityReader(worker, kind, strategy(table)).table();
        if (table instanceof LuaTable self) {
            self.put(name, dao);
        }
        return dao;
    }

    private static String strategy(@Nullable Object table) {
        return table instanceof LuaTable self && self.get("strategy") instanceof String text ? text : "postgres";
    }

    /** The entities of a kind in the configuration of the present request. */
    static Catalog.@Nullable Kind kind(LuaWorker worker, String name) {
        return worker.configuration().catalog().kind(name);
    }
}
