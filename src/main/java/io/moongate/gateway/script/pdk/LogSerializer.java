package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Timings;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access log's entry of a request as a table, with what functions put in, took out and replaced. */
final class LogSerializer {
    private static final int MANY = 1000;
    private static final String NOT_PLAIN = "value must be nil, a number, string, boolean or a non-self-referencial"
            + " table containing numbers, string and booleans";

    private LogSerializer() {}

    static LuaTable serialize(Exchange exchange) {
        UpstreamRequest upstream = exchange.upstream;
        Namespace root = new Namespace()
                .value("request", request(exchange))
                .value("response", response(exchange.response))
                .value("latencies", latencies(exchange.timings))
                .value("tries", tries(exchange))
                .value(
                        "upstream_uri",
                        upstream.path + (exchange.request.query == null ? "" : "?" + exchange.request.query))
                .value("upstream_status", upstreamStatus(exchange))
                .value("client_ip", exchange.request.forwardedAddress)
                .value("started_at", (double) exchange.request.startedAt)
                .value("workspace_name", "default")
                .value("source", source(exchange));
        if (exchange.route != null) {
            root.value("route", EntityTables.of(exchange.route.document()));
        }
        if (exchange.service != null) {
            root.value("service", EntityTables.of(exchange.service.document()));
        }
        RequestState state = RequestState.of(exchange);
        root.value("consumer", state.consumer(exchange));
        LuaTable credential = state.credential(exchange);
        if (credential != null) {
            root.value(
                    "authenticated_entity",
                    new Namespace().value("id", credential.get("id")).table());
        }
        LuaTable table = root.table();
        for (RequestState.SerializeValue change : state.serializeValues) {
            apply(table, change);
        }
        return table;
    }

    private static @Nullable String upstreamStatus(Exchange exchange) {
        return exchange.upstreamResponse == null ? null : Integer.toString(exchange.upstreamResponse.status());
    }

    private static String source(Exchange exchange) {
        ClientResponse.Source source = exchange.response.source;
        return source == ClientResponse.Source.SERVICE ? "upstream" : source == null ? "kong" : source.text();
    }

    private static LuaTable request(Exchange exchange) {
        ClientRequest request = exchange.request;
        String query = request.query == null ? "" : request.query;
        LuaTable headers = HeaderTables.of(request.headers, 0).table();
        redact(headers, "authorization");
        redact(headers, "proxy-authorization");
        return new Namespace()
                .value("id", exchange.requestId)
                .value("uri", request.target)
                .value("url", request.scheme + "://" + Facts.host(exchange) + ":" + request.serverPort + request.target)
                .value("querystring", QueryText.parse(query, MANY).table())
                .value("method", request.method)
                .value("headers", headers)
                .value("size", (double) Facts.requestLength(request))
                .table();
    }

    private static void redact(LuaTable headers, String name) {
        if (headers.get(name) != null) {
            headers.put(name, "REDACTED");
        }
    }

    private static LuaTable response(ClientResponse response) {
        HeaderList headers = response.headers;
        return new Namespace()
                .value("status", (double) response.status)
                .value("headers", HeaderTables.of(headers, 0).table())
                .value("size", (double) response.totalBytesSent)
                .table();
    }

    private static LuaTable latencies(Timings timings) {
        long now = System.nanoTime();
        double whole = Timings.millis(timings.received, now);
        double proxy = timings.upstreamStart == 0 ? -1 : Timings.millis(timings.upstreamStart, timings.upstreamHead);
        double receive = Timings.millis(timings.upstreamHead, timings.upstreamEnd);
        double kong = Math.max(0, whole - Math.max(0, proxy) - receive);
        return new Namespace()
                .value("request", whole)
                .value("proxy", proxy)
                .value("kong", kong)
                .value("receive", receive)
                .table();
    }

    private static LuaTable tries(Exchange exchange) {
        LuaTable tries = new LuaTable();
        UpstreamRequest upstream = exchange.upstream;
        for (int i = 1; i <= upstream.tries; i++) {
            Namespace one = new Namespace()
                    .value("ip", upstream.address == null ? upstream.host : hostOf(upstream.address))
                    .value("port", (double) upstream.port)
                    .value("balancer_start", (double) exchange.request.startedAt)
                    .value("balancer_latency", 0.0);
            tries.put(i, one.table());
        }
        return tries;
    }

    private static String hostOf(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    private static void apply(LuaTable root, RequestState.SerializeValue change) {
        if (!plain(change.value(), Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw LuaError.caller(NOT_PLAIN);
        }
        String[] path = change.key().split("\\.");
        LuaTable at = root;
        for (int i = 0; i < path.length - 1; i++) {
            LuaTable next = at.get(path[i]) instanceof LuaTable table ? table : null;
            if (next == null) {
                if (change.mode().equals("replace") || change.value() == null) {
                    return;
                }
                next = new LuaTable();
                at.put(path[i], next);
            }
            at = next;
        }
        String last = path[path.length - 1];
        boolean present = at.get(last) != null;
        boolean wanted = switch (change.mode()) {
            case "add" -> !present;
            case "replace" -> present;
            default -> true;
        };
        if (wanted) {
            at.put(last, change.value());
        }
    }

    private static boolean plain(@Nullable Object value, Set<Object> above) {
        if (!(value instanceof LuaTable table)) {
            return value == null || value instanceof String || value instanceof Double || value instanceof Boolean;
        }
        if (!above.add(table)) {
            return false;
        }
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object key = table.slotKey(slot);
            if (!(key instanceof String || key instanceof Double) || !plain(table.slotValue(slot), above)) {
                return false;
            }
        }
        above.remove(table);
        return true;
    }
}
