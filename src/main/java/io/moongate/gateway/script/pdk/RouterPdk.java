package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.value.LuaTable;

/** {@code kong.router}: what was chosen for the request. */
final class RouterPdk {
    private static final Phases PHASES = Phases.only("access, response, header_filter, body_filter, log");

    private RouterPdk() {}

    static LuaTable table(LuaWorker worker) {
        return new Namespace()
                .of0("get_route", () -> {
                    Exchange exchange = PHASES.check(worker);
                    return exchange.route == null ? null : EntityTables.of(exchange.route.document());
                })
                .of0("get_service", () -> {
                    Exchange exchange = PHASES.check(worker);
                    return exchange.service == null ? null : EntityTables.of(exchange.service.document());
                })
                .table();
    }
}
