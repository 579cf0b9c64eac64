package io.moongate.gateway.script.ngx;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.pdk.HeaderTables;
import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ngx.req}: the request, but for its body. */
final class ReqArea {
    private static final Map<Integer, String> METHODS = Map.ofEntries(
            Map.entry(2, "GET"),
            Map.entry(4, "HEAD"),
            Map.entry(8, "POST"),
            Map.entry(16, "PUT"),
            Map.entry(32, "DELETE"),
            Map.entry(64, "MKCOL"),
            Map.entry(128, "COPY"),
            Map.entry(256, "MOVE"),
            Map.entry(512, "OPTIONS"),
            Map.entry(1024, "PROPFIND"),
            Map.entry(2048, "PROPPATCH"),
            Map.entry(4096, "LOCK"),
            Map.entry(8192, "UNLOCK"),
            Map.entry(16384, "PATCH"),
            Map.entry(32768, "TRACE"));

    private static final Set<Phase> REWRITE = EnumSet.of(Phase.REWRITE);

    private final LuaWorker worker;

    private ReqArea(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ReqArea area = new ReqArea(worker);
        Namespace req = new Namespace()
                .of0("is_internal", () -> false)
                .of0("start_time", () -> Context.request(worker).request.startedAt / 1000.0)
                .of0("http_version", () -> Context.request(worker).request.httpVersion / 10.0)
                .of1("raw_header", area::rawHeader)
                .of0("get_method", () -> Context.request(worker).request.method)
                .of1("set_method", area::setMethod)
                .ofN("set_uri", area::setUri)
                .ofN("set_uri_args", area::setUriArgs)
                .of2("get_uri_args", area::uriArgs)
                .of2("get_headers", area::headers)
                .of2("set_header", area::setHeader)
                .of1("clear_header", area::clearHeader)
                .of1("socket", new RequestSocket(worker)::create);
        RequestBodyArea.add(req, worker);
        return req.table();
    }

    private Object rawHeader(@Nullable Object noRequestLine) {
        ClientRequest request = Context.request(worker).request;
        StringBuilder out = new StringBuilder();
        if (!Convert.truth(noRequestLine)) {
            out.append(VarArea.requestLine(request)).append("\r\n");
        }
        for (int i = 0; i < request.headers.size(); i++) {
            out.append(request.headers.name(i))
                    .append(": ")
                    .append(request.headers.value(i))
                    .append("\r\n");
        }
        return out.append("\r\n").toString();
    }

    private @Nullable Object setMethod(@Nullable Object method) {
        Exchange exchange = Context.request(worker);
        if (!(method instanceof Double number)) {
            throw LuaError.caller("bad method number");
        }
        String name = METHODS.get(number.intValue());
        if (name == null) {
            throw LuaError.caller("unsupported HTTP method: " + number.intValue());
        }
        exchange.request.method = name;
        return Values.NONE;
    }

    /** Changes {@code ngx.var.uri} only: where the request goes, the router has said already. */
    private @Nullable Object setUri(@Nullable Object[] arguments) {
        if (arguments.length < 1 || arguments.length > 3) {
            throw LuaError.caller("expecting 1, 2 or 3 arguments but seen " + arguments.length);
        }
        Exchange exchange = Context.request(worker);
        String text = Check.string(arguments, 1);
        if (text.isEmpty()) {
            throw LuaError.caller("attempt to use zero-length uri");
        }
        boolean binary = arguments.length == 3 && Check.bool(arguments[2], 3);
        if (!binary) {
            UriText.checkSafe(text, "uri", " (maybe you want to set the 'binary' argument?)");
        }
        boolean jump = arguments.length >= 2 && Check.bool(arguments[1], 2);
        if (jump) {
            Context.in(worker, REWRITE);
        }
        RequestState.of(exchange).uri = text;
        if (jump) {
            // All of Kong's locations lead here again.
            throw new OutputArea(worker).cycle(exchange);
        }
        return Values.NONE;
    }

    private @Nullable Object setUriArgs(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw LuaError.caller("expecting 1 argument but seen " + arguments.length);
        }
        ClientRequest request = Context.request(worker).request;
        String query = switch (arguments[0]) {
            case LuaTable table -> TextArea.encodeArgs(table);
            case String text -> text;
            case Double number -> Convert.tostring(number);
            case null, default ->
                throw ArgumentError.of(1, "string, number, or table expected, but got " + LuaType.name(arguments[0]));
        };
        request.query = query.isEmpty() ? null : HeaderText.escape(query);
        return Values.NONE;
    }

    private @Nullable Object uriArgs(@Nullable Object most, @Nullable Object into) {
        ClientRequest request = Context.request(worker).request;
        int limit = Check.integer(most, 1, worker.script().limits().uriArgs());
        LuaTable table = into instanceof LuaTable given ? given : new LuaTable(0, 8);
        table.clear();
        Multimap arguments =
                QueryText.parse(request.query == null ? "" : request.query, limit < 0 ? 100 : limit, table);
        if (!arguments.truncated()) {
            return arguments.table();
        }
        worker.log().patched("globalpatches.lua:185", "uri args truncated");
        return Values.of2(arguments.table(), "truncated");
    }

    private @Nullable Object headers(@Nullable Object most, @Nullable Object raw) {
        ClientRequest request = Context.request(worker).request;
        int limit = Check.integer(most, 1, worker.script().limits().requestHeaders());
        boolean asTheyCame = Convert.truth(raw);
        Multimap headers =
                asTheyCame ? HeaderTables.raw(request.headers, limit) : HeaderTables.of(request.headers, limit);
        if (!asTheyCame) {
            headers.table().setMetatable(worker.headerLookup());
        }
        if (!headers.truncated()) {
            return headers.table();
        }
        worker.log().patched("globalpatches.lua:147", "request headers truncated");
        return Values.of2(headers.table(), "truncated");
    }

    private @Nullable Object setHeader(@Nullable Object name, @Nullable Object value) {
        ClientRequest request = Context.request(worker).request;
        if (name == null) {
            throw LuaError.caller("bad 'name' argument: string expected, got nil");
        }
        List<String> texts = HeaderArea.texts(value);
        request.headers.set(Convert.tostring(name), texts);
        return Values.NONE;
    }

    private @Nullable Object clearHeader(@Nullable Object name) {
        ClientRequest request = Context.request(worker).request;
        request.headers.remove(Convert.tostring(name));
        return Values.NONE;
    }
}
