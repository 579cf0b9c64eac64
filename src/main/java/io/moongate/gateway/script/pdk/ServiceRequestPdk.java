package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Multipart;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.lib.JsonFailure;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code kong.service.request}: what goes upstream. */
final class ServiceRequestPdk {
    private static final Phases THREE = Phases.only("rewrite, access, balancer");
    private static final Phases TWO = Phases.only("rewrite, access");
    private static final Set<String> METHODS = Set.of(
            "GET",
            "HEAD",
            "PUT",
            "POST",
            "DELETE",
            "OPTIONS",
            "MKCOL",
            "COPY",
            "MOVE",
            "PROPFIND",
            "PROPPATCH",
            "LOCK",
            "UNLOCK",
            "PATCH",
            "TRACE");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data";
    private static final Values OK_NOTHING = Values.NONE;

    private final LuaWorker worker;

    private ServiceRequestPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ServiceRequestPdk pdk = new ServiceRequestPdk(worker);
        return new Namespace()
                .of0("enable_buffering", pdk::enableBuffering)
                .of1("set_scheme", pdk::setScheme)
                .of1("set_path", pdk::setPath)
                .of1("set_raw_query", pdk::setRawQuery)
                .of1("set_query", pdk::setQuery)
                .of1("clear_query_arg", pdk::clearQueryArg)
                .of1("set_method", pdk::setMethod)
                .of2("set_header", pdk::setHeader)
                .of2("add_header", pdk::addHeader)
                .of1("clear_header", pdk::clearHeader)
                .of1("set_headers", pdk::setHeaders)
                .of1("set_raw_body", pdk::setRawBody)
                .of2("set_body", pdk::setBody)
                .table();
    }

    private @Nullable Object enableBuffering() {
        THREE.check(worker).upstream.buffered = true;
        return OK_NOTHING;
    }

    private @Nullable Object setScheme(@Nullable Object scheme) {
        Exchange exchange = THREE.check(worker);
        if (!(scheme instanceof String text)) {
            throw LuaError.caller("scheme must be a string");
        }
        if (!text.equals("http") && !text.equals("https")) {
            throw LuaError.caller("invalid scheme: " + text);
        }
        exchange.upstream.scheme = text;
        return OK_NOTHING;
    }

    private @Nullable Object setPath(@Nullable Object path) {
        Exchange exchange = THREE.check(worker);
        if (!(path instanceof String text)) {
            throw LuaError.caller("path must be a string");
        }
        if (!text.startsWith("/")) {
            throw LuaError.caller("path must start with /");
        }
        exchange.upstream.path = PathText.escape(text);
        return OK_NOTHING;
    }

    private @Nullable Object setRawQuery(@Nullable Object query) {
        Exchange exchange = TWO.check(worker);
        if (!(query instanceof String text)) {
            throw LuaError.caller("query must be a string");
        }
        exchange.request.query = text.isEmpty() ? null : HeaderText.escape(text);
        return OK_NOTHING;
    }

    private @Nullable Object setQuery(@Nullable Object arguments) {
        Exchange exchange = TWO.check(worker);
        if (!(arguments instanceof LuaTable table)) {
            throw LuaError.caller("args must be a table");
        }
        String query = QueryWriter.write(table);
        exchange.request.query = query.isEmpty() ? null : query;
        return OK_NOTHING;
    }

    private @Nullable Object clearQueryArg(@Nullable Object name) {
        Exchange exchange = TWO.check(worker);
        if (!(name instanceof String text)) {
            throw LuaError.caller("query argument name must be a string");
        }
        String query = exchange.request.query;
        if (query != null && !query.isEmpty()) {
            String rest = QueryWriter.without(query, text);
            exchange.request.query = rest.isEmpty() ? null : rest;
        }
        return OK_NOTHING;
    }

    private @Nullable Object setMethod(@Nullable Object method) {
        Exchange exchange = TWO.check(worker);
        if (!(method instanceof String text)) {
            throw LuaError.caller("method must be a string");
        }
        if (!METHODS.contains(text)) {
            throw LuaError.caller("invalid method: " + text);
        }
        exchange.request.method = text;
        return OK_NOTHING;
    }

    private @Nullable Object setHeader(@Nullable Object name, @Nullable Object value) {
        return set(THREE.check(worker), HeaderText.name(name), value);
    }

    private static @Nullable Object set(Exchange exchange, String name, @Nullable Object value) {
        List<String> texts = texts(name, value);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("host") && !texts.isEmpty()) {
            exchange.upstream.hostHeader = texts.getFirst();
        } else if (lower.equals(":authority")) {
            return Values.of2(null, "cannot set :authority pseudo-header on non-grpc requests");
        }
        exchange.request.headers.set(name, texts);
        return OK_NOTHING;
    }

    private @Nullable Object addHeader(@Nullable Object name, @Nullable Object value) {
        Exchange exchange = TWO.check(worker);
        String text = HeaderText.name(name);
        if (value instanceof LuaTable table && table.get(1) == null) {
            // Kong passes any table on, and one without list items is written as it prints.
            exchange.request.headers.add(text, Convert.tostring(table));
            return OK_NOTHING;
        }
        exchange.request.headers.add(text, texts(text, value));
        if (text.equalsIgnoreCase("host")) {
            exchange.upstream.hostHeader = exchange.request.headers.get("host");
        }
        return OK_NOTHING;
    }

    private static List<String> texts(String name, @Nullable Object value) {
        List<String> texts = new ArrayList<>(1);
        HeaderText.values(name, value, true, (unused, text) -> texts.add(text));
        return texts;
    }

    private @Nullable Object clearHeader(@Nullable Object name) {
        Exchange exchange = TWO.check(worker);
        if (!(name instanceof String text)) {
            throw LuaError.caller("header must be a string");
        }
        exchange.request.headers.remove(text);
        return OK_NOTHING;
    }

    private @Nullable Object setHeaders(@Nullable Object headers) {
        Exchange exchange = TWO.check(worker);
        if (!(headers instanceof LuaTable table)) {
            throw LuaError.caller("headers must be a table");
        }
        HeaderText.checkAll(table);
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            set(exchange, (String) table.slotKey(slot), table.slotValue(slot));
        }
        return OK_NOTHING;
    }

    private @Nullable Object setRawBody(@Nullable Object body) {
        Exchange exchange = THREE.check(worker);
        if (!(body instanceof String text)) {
            throw LuaError.caller("body must be a string");
        }
        replaceBody(exchange, text);
        return OK_NOTHING;
    }

    private static void replaceBody(Exchange exchange, String text) {
        exchange.request.body.replace(BodyReader.buffer(text));
    }

    private @Nullable Object setBody(@Nullable Object arguments, @Nullable Object type) {
        Exchange exchange = TWO.check(worker);
        if (!(arguments instanceof LuaTable table)) {
            throw LuaError.caller("args must be a table");
        }
        if (type != null && !(type instanceof String)) {
            throw LuaError.caller("mime must be a string");
        }
        String given = type instanceof String text ? text : exchange.request.headers.get("content-type");
        if (given == null) {
            return Values.of2(null, "content type was neither explicitly given as an argument or received as a header");
        }
        int semicolon = given.indexOf(';');
        switch (semicolon < 0 ? given : given.substring(0, semicolon)) {
            case FORM -> {
                replaceBody(exchange, QueryWriter.write(table));
                exchange.request.headers.set("Content-Type", given);
            }
            case JSON -> {
                try {
                    replaceBody(exchange, worker.json().encode(table));
                } catch (JsonFailure notJson) {
                    throw LuaError.caller(notJson.text());
                }
                exchange.request.headers.set("Content-Type", given);
            }
            case MULTIPART -> setMultipart(exchange, table, given);
            default -> throw LuaError.caller("unsupported content type " + given);
        }
        return true;
    }

    private static void setMultipart(Exchange exchange, LuaTable table, String given) {
        Map<String, String> parts = new TreeMap<>();
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object value = table.slotValue(slot);
            if (!(table.slotKey(slot) instanceof String name)) {
                throw LuaError.caller("invalid key \"" + Convert.tostring(table.slotKey(slot)) + "\": got "
                        + LuaType.name(table.slotKey(slot)) + ", expected string");
            }
            if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
                throw LuaError.caller("invalid value \"" + name + "\": got " + LuaType.name(value)
                        + ", expected string, number or boolean");
            }
            parts.put(name, Convert.tostring(value));
        }
        String known = Multipart.boundary(given);
        String boundary = known == null ? Multipart.newBoundary() : known;
        replaceBody(exchange, Multipart.write(parts.entrySet(), boundary));
        exchange.request.headers.set("Content-Type", MULTIPART + "; boundary=" + boundary);
    }
}
