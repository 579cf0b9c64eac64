package io.moongate.gateway.script.pdk;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ErrorPages;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.Answers;
import io.moongate.gateway.script.ExitSignal;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.ResponseHeaders;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code kong.response}: what the client gets. */
final class ResponsePdk {
    private static final Phases READ = Phases.only("response, header_filter, body_filter, log, error, admin_api");
    private static final Phases WRITE =
            Phases.only("rewrite, access, balancer, response, header_filter, error, admin_api");
    private static final Phases BODY = Phases.only("body_filter");

    private final LuaWorker worker;

    private ResponsePdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ResponsePdk pdk = new ResponsePdk(worker);
        return new Namespace()
                .of0("get_status", pdk::status)
                .of1("get_header", pdk::header)
                .of1("get_headers", pdk::headers)
                .of0("get_source", pdk::source)
                .of1("set_status", pdk::setStatus)
                .of2("set_header", pdk::setHeader)
                .of2("add_header", pdk::addHeader)
                .of1("clear_header", pdk::clearHeader)
                .of1("set_headers", pdk::setHeaders)
                .of0("get_raw_body", pdk::rawBody)
                .of1("set_raw_body", pdk::setRawBody)
                .of3("exit", pdk::exit)
                .of3("error", pdk::error)
                .table();
    }

    private Object status() {
        return (double) READ.check(worker).response.status;
    }

    private @Nullable Object header(@Nullable Object name) {
        Exchange exchange = READ.check(worker);
        if (!(name instanceof String wanted)) {
            throw LuaError.caller("header name must be a string");
        }
        return HeaderText.first(exchange.response.headers, wanted);
    }

    private @Nullable Object headers(@Nullable Object most) {
        Exchange exchange = READ.check(worker);
        int limit =
                RequestPdk.most(most, "max_headers", worker.script().limits().responseHeaders());
        Multimap table = HeaderTables.of(exchange.response.headers, limit);
        table.table().setMetatable(worker.headerLookup());
        if (!table.truncated()) {
            return table.table();
        }
        worker.log().patched("globalpatches.lua:166", "response headers truncated");
        return Values.of2(table.table(), "truncated");
    }

    private Object source() {
        ClientResponse.Source source = READ.check(worker).response.source;
        return source == null ? "error" : source.text();
    }

    private Exchange writable() {
        Exchange exchange = WRITE.check(worker);
        if (exchange.response.headSent) {
            throw LuaError.caller("headers have already been sent");
        }
        return exchange;
    }

    private @Nullable Object setStatus(@Nullable Object status) {
        Exchange exchange = writable();
        exchange.response.status = statusOf(status, 100);
        return Values.NONE;
    }

    private static int statusOf(@Nullable Object status, int least) {
        if (!(status instanceof Double number)) {
            throw LuaError.caller("code must be a number");
        }
        if (!(number >= least && number <= 599)) {
            throw LuaError.caller("code must be a number between " + least + " and 599");
        }
        return number.intValue();
    }

    private @Nullable Object setHeader(@Nullable Object name, @Nullable Object value) {
        Exchange exchange = writable();
        String text = HeaderText.name(name);
        if (framing(text)) {
            return Values.NONE;
        }
        ResponseHeaders.set(exchange.response.headers, text, ResponseHeaders.values(text, value));
        return Values.NONE;
    }

    private @Nullable Object addHeader(@Nullable Object name, @Nullable Object value) {
        Exchange exchange = writable();
        String text = HeaderText.name(name);
        if (framing(text)) {
            return Values.NONE;
        }
        ResponseHeaders.add(exchange.response.headers, text, ResponseHeaders.values(text, value));
        return Values.NONE;
    }

    private boolean framing(String name) {
        if (!ResponseHeaders.isTransferEncoding(name)) {
            return false;
        }
        if (worker.log().enabled(LogLevel.WARN)) {
            worker.log().kong(LogLevel.WARN, "response.lua:129", "manually setting Transfer-Encoding. Ignored.");
        }
        return true;
    }

    private @Nullable Object clearHeader(@Nullable Object name) {
        Exchange exchange = writable();
        if (!(name instanceof String text)) {
            throw LuaError.caller("header name must be a string");
        }
        ResponseHeaders.remove(exchange.response.headers, text);
        return Values.NONE;
    }

    private @Nullable Object setHeaders(@Nullable Object headers) {
        Exchange exchange = writable();
        if (!(headers instanceof LuaTable table)) {
            throw LuaError.caller("headers must be a table");
        }
        HeaderText.checkAll(table);
        ResponseHeaders.setAll(exchange.response.headers, table);
        return Values.NONE;
    }

    /** Keeps the pieces back until the last one, and gives the whole then. */
    private @Nullable Object rawBody() {
        Exchange exchange = BODY.check(worker);
        RequestState state = RequestState.of(exchange);
        ClientResponse response = exchange.response;
        StringBuilder gathered = state.gathered;
        if (gathered == null) {
            gathered = new StringBuilder();
            state.gathered = gathered;
        }
        if (response.chunk != null) {
            gathered.append(BodyReader.text(response.chunk));
        }
        if (!response.last) {
            response.chunk = null;
            return null;
        }
        String body = gathered.toString();
        response.chunk = BodyReader.buffer(body);
        state.gathered = null;
        return body;
    }

    private @Nullable Object setRawBody(@Nullable Object body) {
        Exchange exchange = BODY.check(worker);
        if (!(body instanceof String text)) {
            throw LuaError.caller("body must be a string");
        }
        // An empty piece would be no end for nginx.
        exchange.response.chunk = BodyReader.buffer(text.isEmpty() ? "\n" : text);
        exchange.response.last = true;
        RequestState.of(exchange).gathered = null;
        return Values.NONE;
    }

    private @Nullable Object exit(@Nullable Object status, @Nullable Object body, @Nullable Object headers) {
        Exchange exchange = writable();
        int code = statusOf(status, 100);
        if (body != null && !(body instanceof String) && !(body instanceof LuaTable)) {
            throw LuaError.caller("body must be a nil, string or table");
        }
        return end(Answers.exit(worker, exchange, code, body, checked(headers)));
    }

    private static Object end(@Nullable ExitSignal signal) {
        if (signal != null) {
            throw signal;
        }
        return Values.NONE;
    }

    private static @Nullable LuaTable checked(@Nullable Object headers) {
        if (headers == null) {
            return null;
        }
        if (!(headers instanceof LuaTable table)) {
            throw LuaError.caller("headers must be a nil or table");
        }
        HeaderText.checkAll(table);
        return table;
    }

    private @Nullable Object error(@Nullable Object status, @Nullable Object message, @Nullable Object headers) {
        Exchange exchange = writable();
        int code = statusOf(status, 400);
        if (message != null && !(message instanceof String) && !(message instanceof LuaTable)) {
            throw LuaError.caller("message must be a nil, a string or a table");
        }
        LuaTable given = checked(headers);
        if (message instanceof LuaTable table) {
            return end(Answers.exit(worker, exchange, code, table, given));
        }
        String words = message instanceof String text ? text : ErrorPages.message(code);
        ErrorPages.Page page = ErrorPages.byGateway(exchange, words);
        LuaTable all = given == null ? new LuaTable() : Namespace.copy(given);
        all.put("Content-Type", page.contentType());
        return end(Answers.exit(worker, exchange, code, page.body(), all));
    }
}
