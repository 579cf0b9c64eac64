package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.pdk.BodyReader;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ngx.arg}: the piece of the body that passes, and whether it is the last. */
final class ArgArea {
    private static final Set<Phase> BODY = EnumSet.of(Phase.BODY_FILTER);
    private static final String DISABLED =
            "/usr/local/openresty/lualib/resty/core/param.lua:93: API disabled in the current context";

    private final LuaWorker worker;

    private ArgArea(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ArgArea area = new ArgArea(worker);
        return new Namespace().reads(area::read).writes(area::write).table();
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object index) {
        Exchange exchange = worker.exchangeOrNull();
        if (exchange == null || exchange.phase != Phase.BODY_FILTER) {
            throw new LuaError(DISABLED);
        }
        if (index instanceof Double number && number == 1) {
            return exchange.response.chunk == null ? "" : BodyReader.text(exchange.response.chunk);
        }
        return index instanceof Double number && number == 2 ? exchange.response.last : null;
    }

    private @Nullable Object write(@Nullable Object table, @Nullable Object index, @Nullable Object value) {
        Exchange exchange = Context.in(worker, BODY);
        if (index instanceof Double number && number == 1) {
            if (value == null) {
                exchange.response.chunk = null;
            } else {
                StringBuilder text = new StringBuilder();
                Pieces.append(text, value, 1);
                exchange.response.chunk = BodyReader.buffer(text.toString());
            }
        } else if (index instanceof Double number && number == 2) {
            exchange.response.last = Convert.truth(value);
        }
        return Values.NONE;
    }
}
