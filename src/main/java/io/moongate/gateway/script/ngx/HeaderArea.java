package io.moongate.gateway.script.ngx;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ResponseHeaders;
import io.moongate.gateway.script.pdk.HeaderTables;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ngx.header} and {@code ngx.resp}: headers of the answer. */
final class HeaderArea {
    private final LuaWorker worker;

    HeaderArea(LuaWorker worker) {
        this.worker = worker;
    }

    LuaTable header() {
        return new Namespace().reads(this::read).writes(this::write).table();
    }

    LuaTable resp() {
        return new Namespace()
                .of2("get_headers", this::headers)
                .of2("add_header", this::add)
                .table();
    }

    private @Nullable Object read(@Nullable Object table, @Nullable Object name) {
        Exchange exchange = Context.request(worker);
        List<String> values = HeaderText.all(exchange.response.headers, Check.string(name, 2));
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> LuaTable.of(values.toArray());
        };
    }

    private @Nullable Object write(@Nullable Object table, @Nullable Object name, @Nullable Object value) {
        Exchange exchange = Context.request(worker);
        String text = Check.string(name, 2);
        if (exchange.response.headSent) {
            worker.log().line(LogLevel.ERROR, "attempt to set ngx.header.HEADER after sending out response headers");
            return Values.NONE;
        }
        if (!ResponseHeaders.isTransferEncoding(text)) {
            ResponseHeaders.set(exchange.response.headers, text, texts(value));
        }
        return Values.NONE;
    }

    private @Nullable Object add(@Nullable Object name, @Nullable Object value) {
        Exchange exchange = Context.request(worker);
        ResponseHeaders.add(exchange.response.headers, Check.string(name, 1), texts(value));
        return Values.NONE;
    }

    /** The texts of a value: none for nil, one each of a list. */
    static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>(1);
        if (value instanceof LuaTable list) {
            for (int i = 1; list.get(i) != null; i++) {
                texts.add(HeaderText.escape(Convert.tostring(list.get(i))));
            }
        } else if (value != null) {
            texts.add(HeaderText.escape(Convert.tostring(value)));
        }
        return texts;
    }

    private @Nullable Object headers(@Nullable Object most, @Nullable Object raw) {
        Exchange exchange = Context.request(worker);
        int limit = Check.integer(most, 1, worker.script().limits().responseHeaders());
        Multimap table = Convert.truth(raw)
                ? HeaderTables.raw(exchange.response.headers, limit)
                : HeaderTables.of(exchange.response.headers, limit);
        if (!Convert.truth(raw)) {
            table.table().setMetatable(worker.headerLookup());
        }
        if (!table.truncated()) {
            return table.table();
        }
        worker.log().patched("globalpatches.lua:166", "response headers truncated");
        return Values.of2(table.table(), "truncated");
    }
}
