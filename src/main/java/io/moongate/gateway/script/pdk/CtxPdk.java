package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.ctx}: tables that live as long as the request, for all plugins or for one. The fields are looked up in the
 * request each time, and setting one sets it for this request only.
 */
final class CtxPdk {
    private final LuaWorker worker;

    private CtxPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        CtxPdk pdk = new CtxPdk(worker);
        return new Namespace().reads(pdk::read).writes(pdk::write).table();
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null || !(name instanceof String field)) {
            return null;
        }
        RequestState state = RequestState.of(exchange);
        return switch (field) {
            case "shared" -> state.shared();
            case "plugin" -> {
                Functions running = worker.running();
                yield running == null ? null : state.plugin(running);
            }
            case "core" -> state.core();
            default -> null;
        };
    }

    private @Nullable Object write(@Nullable Object table, @Nullable Object name, @Nullable Object value) {
        Exchange exchange = worker.exchangeOrNull();
        Functions running = worker.running();
        if (exchange != null && value instanceof LuaTable given) {
            if ("shared".equals(name)) {
                RequestState.of(exchange).shared(given);
                return Values.NONE;
            } else if ("plugin".equals(name) && running != null) {
                RequestState.of(exchange).plugin(running, given);
                return Values.NONE;
            }
        }
        if (table instanceof LuaTable self && !"shared".equals(name) && !"plugin".equals(name)) {
            self.put(name, value);
        }
        return Values.NONE;
    }
}
