package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.HeaderText;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.gateway.script.QueryText;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code kong.request}: what the client sent, as far as functions have not changed it. */
final class RequestPdk {
    private static final Phases REQUEST = Phases.REQUEST;
    private static final Phases ANY = Phases.except("init_worker");
    static final Phases BODY = Phases.only("rewrite, access, response, error, admin_api");
    private static final int MOST = 1000;

    private final LuaWorker worker;
    private final BodyReader bodies;

    private RequestPdk(LuaWorker worker) {
        this.worker = worker;
        this.bodies = new BodyReader(worker);
    }

    static LuaTable table(LuaWorker worker) {
        RequestPdk pdk = new RequestPdk(worker);
        return new Namespace()
                .of0("get_scheme", pdk::scheme)
                .of0("get_host", pdk::host)
                .of0("get_port", pdk::port)
                .of0("get_forwarded_scheme", pdk::forwardedScheme)
                .of0("get_forwarded_host", pdk::forwardedHost)
                .of0("get_forwarded_port", pdk::forwardedPort)
                .of0("get_forwarded_path", pdk::forwardedPath)
                .of0("get_forwarded_prefix", pdk::forwardedPrefix)
                .of0("get_http_version", pdk::httpVersion)
                .of0("get_method", pdk::method)
                .of0("get_path", pdk::path)
                .of0("get_raw_path", pdk::rawPath)
                .of0("get_path_with_query", pdk::pathWithQuery)
                .of0("get_raw_query", pdk::rawQuery)
                .of1("get_query_arg", pdk::queryArg)
                .of1("get_query", pdk::query)
                .of1("get_header", pdk::header)
                .of1("get_headers", pdk::headers)
                .of1("get_raw_body", pdk::rawBody)
                .of3("get_body", pdk::body)
                .of0("get_start_time", pdk::startTime)
                .of0("get_uri_captures", pdk::uriCaptures)
                .table();
    }

    private Object scheme() {
        return REQUEST.check(worker).request.scheme;
    }

    private Object host() {
        return Facts.host(REQUEST.check(worker));
    }

    private Object port() {
        return (double) ANY.check(worker).request.serverPort;
    }

    private Object forwardedScheme() {
        Exchange exchange = REQUEST.check(worker);
        String header = trusted(exchange, "x-forwarded-proto");
        return header == null ? exchange.request.scheme : header.toLowerCase(Locale.ROOT);
    }

    private Object forwardedHost() {
        Exchange exchange = REQUEST.check(worker);
        String header = trusted(exchange, "x-forwarded-host");
        return header == null ? Facts.host(exchange) : hostOf(header);
    }

    private static String hostOf(String authority) {
        String host = authority.substring(authority.indexOf('@') + 1);
        int colon = host.indexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    private Object forwardedPort() {
        Exchange exchange = REQUEST.check(worker);
        int port = portOf(trusted(exchange, "x-forwarded-port"));
        if (port == 0) {
            String host = trusted(exchange, "x-forwarded-host");
            port = host == null ? 0 : portOf(behindColon(host));
        }
        return (double) (port == 0 ? exchange.request.serverPort : port);
    }

    private static @Nullable String behindColon(String authority) {
        int colon = authority.indexOf(':', authority.indexOf('@') + 1);
        return colon < 0 ? null : authority.substring(colon + 1);
    }

    private static int portOf(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        int port = Integer.parseInt(text);
        return port <= 65535 ? port : 0;
    }

    private @Nullable Object forwardedPath() {
        Exchange exchange = REQUEST.check(worker);
        String header = trusted(exchange, "x-forwarded-path");
        return header == null ? Facts.path(exchange) : header;
    }

    private @Nullable Object forwardedPrefix() {
        Exchange exchange = REQUEST.check(worker);
        String header = trusted(exchange, "x-forwarded-prefix");
        if (header != null) {
            return header;
        }
        return exchange.strippedPrefix != null ? exchange.strippedPrefix : exchange.upstream.forwardedPrefix;
    }

    /** A header that is believed only from a trusted address. */
    private @Nullable String trusted(Exchange exchange, String header) {
        return worker.script().facts().trusted(exchange.request.peerAddress)
                ? exchange.request.headers.get(header)
                : null;
    }

    private Object httpVersion() {
        return REQUEST.check(worker).request.httpVersion / 10.0;
    }

    private Object method() {
        return REQUEST.check(worker).request.method;
    }

    private Object path() {
        return Facts.path(REQUEST.check(worker));
    }

    private Object rawPath() {
        return REQUEST.check(worker).request.rawPath();
    }

    private Object pathWithQuery() {
        return REQUEST.check(worker).request.target;
    }

    private Object rawQuery() {
        String query = REQUEST.check(worker).request.query;
        return query == null ? "" : query;
    }

    private @Nullable Object queryArg(@Nullable Object name) {
        ClientRequest request = REQUEST.check(worker).request;
        if (!(name instanceof String wanted)) {
            throw LuaError.caller("query argument name must be a string");
        }
        String query = request.query;
        return query == null
                ? null
                : QueryText.first(query, wanted, worker.script().limits().uriArgs());
    }

    private @Nullable Object query(@Nullable Object most) {
        ClientRequest request = REQUEST.check(worker).request;
        int limit = most(most, "max_args", worker.script().limits().uriArgs());
        String query = request.query;
        Multimap arguments = QueryText.parse(query == null ? "" : query, limit);
        return answer(arguments, "globalpatches.lua:185", "uri args truncated");
    }

    private @Nullable Object header(@Nullable Object name) {
        ClientRequest request = REQUEST.check(worker).request;
        if (name instanceof String wanted) {
            return HeaderText.first(request.headers, wanted);
        }
        throw LuaError.caller("header name must be a string");
    }

    private @Nullable Object headers(@Nullable Object most) {
        ClientRequest request = REQUEST.check(worker).request;
        int limit = most(most, "max_headers", worker.script().limits().requestHeaders());
        Multimap headers = HeaderTables.of(request.headers, limit);
        headers.table().setMetatable(worker.headerLookup());
        return answer(headers, "globalpatches.lua:147", "request headers truncated");
    }

    private @Nullable Object rawBody(@Nullable Object most) {
        BODY.check(worker);
        return bodies.raw(most);
    }

    private @Nullable Object body(@Nullable Object type, @Nullable Object most, @Nullable Object largest) {
        BODY.check(worker);
        return bodies.parsed(type, most, largest);
    }

    private Object startTime() {
        // The same floating point steps as ngx.req.start_time() * 1000, so that the two are equal.
        return REQUEST.check(worker).request.startedAt / 1000.0 * 1000.0;
    }

    private Object uriCaptures() {
        Exchange exchange = REQUEST.check(worker);
        LuaTable unnamed = new LuaTable();
        unnamed.setMetatable(worker.json().arrayMetatable());
        if (exchange.captures != null) {
            for (int i = 0; i < exchange.captures.size(); i++) {
                unnamed.put(i, exchange.captures.get(i));
            }
        }
        LuaTable named = new LuaTable();
        exchange.namedCaptures.forEach(named::put);
        return new Namespace().value("unnamed", unnamed).value("named", named).table();
    }

    /** A limit as functions give it: a number from 1 to 1000, or the usual one. */
    static int most(@Nullable Object given, String what, int usual) {
        if (given == null) {
            return usual;
        }
        if (!(given instanceof Double number)) {
            throw LuaError.caller(what + " must be a number");
        }
        if (number < 1) {
            throw LuaError.caller(what + " must be >= 1");
        }
        if (number > MOST) {
            throw LuaError.caller(what + " must be <= " + MOST);
        }
        return number.intValue();
    }

    private @Nullable Object answer(Multimap map, String place, String words) {
        if (!map.truncated()) {
            return map.table();
        }
        worker.log().patched(place, words);
        return Values.of2(map.table(), "truncated");
    }
}
