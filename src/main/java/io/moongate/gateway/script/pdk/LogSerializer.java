package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Timings;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.QueryText;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access log's entry of a request as a table, with what functions put in, took out and replaced. */
final class LogSerializer {
    private static final int MANY = 1000;
    private static final String NOT_PLAIN = "value must be nil, a number, string, boolean or a non-self-referencial"
            + " table containing numbers, string and booleans";

    private LogSerializer() {}

    static LuaTable serialize(Exchange exchange) {
        Namespace root = new Namespace()
                .value("request", request(exchange))
                .value("response", response(exchange.response))
                .value("latencies", latencies(exchange.timings))
                .value("tries", tries(exchange))
                .value("upstream_uri", upstreamUri(exchange))
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
                    new Namespace()
                            .value("id", credential.get("id"))
                            .value("consumer_id", credential.get("consumer_id"))
                            .table());
        }
        LuaTable table = root.table();
        for (RequestState.SerializeValue change : state.serializeValues) {
            apply(table, change);
        }
        return table;
    }

    private static String upstreamUri(Exchange exchange) {
        String path = exchange.upstream.path;
        String query = exchange.request.query;
        return path.isEmpty() || query == null || path.indexOf('?') >= 0 ? path : path + "?" + query;
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
                .value("tls", tls(request))
                .table();
    }

    private static @Nullable LuaTable tls(ClientRequest request) {
        ClientTls tls = request.tls;
        return tls == null || tls.version == null
                ? null
                : new Namespace()
                        .value("version", tls.version)
                        .value("cipher", tls.cipher)
                        .value("client_verify", request.clientVerify == null ? tls.verify : request.clientVerify)
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
        List<UpstreamRequest.FailedTry> failed = upstream.failedTries == null ? List.of() : upstream.failedTries;
        for (UpstreamRequest.FailedTry one : failed) {
            LuaTable table = oneTry(one.address(), one.started());
            table.put("state", "failed");
            table.put("code", (double) one.status());
            tries.put(tries.length() + 1, table);
        }
        if (upstream.tries > failed.size() && upstream.address != null) {
            tries.put(tries.length() + 1, oneTry(upstream.address, upstream.tryStarted));
        }
        return tries;
    }

    private static LuaTable oneTry(String address, long started) {
        int colon = address.lastIndexOf(':');
        return new Namespace()
                .value("ip", colon < 0 ? address : address.substring(0, colon))
                .value("port", colon < 0 ? null : Double.valueOf(address.substring(colon + 1)))
                .value("balancer_start", (double) started)
                .value("balancer_start_ns", started * 1e6)
                .value("balancer_latency", 0.0)
                .value("balancer_latency_ns", 0.0)
                .table();
    }

    private static void apply(LuaTable root, RequestState.SerializeValue change) {
        if (!plain(change.value(), Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw LuaError.caller(NOT_PLAIN);
        }
        String[] path = change.key().split("\\.");
        LuaTable at = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = at.get(path[i]);
            if (next == null) {
                if (change.mode().equals("replace")) {
                    return;
                }
                next = new LuaTable();
                at.put(path[i], next);
            }
            if (!(next instanceof LuaTable table)) {
                throw new LuaError("The key '" + change.key() + "' could not be used as a serialize value. Subkey '"
                        + path[i] + "' is not a table. It's " + Convert.tostring(next));
            }
            at = table;
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

    /** As Kong sees it, a table that is met twice is no plain value either. */
    private static boolean plain(@Nullable Object value, Set<Object> seen) {
        if (!(value instanceof LuaTable table)) {
            return value == null || value instanceof String || value instanceof Double || value instanceof Boolean;
        }
        if (!seen.add(table)) {
            return false;
        }
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object key = table.slotKey(slot);
            if (!(key instanceof String || key instanceof Double || key instanceof Boolean)
                    || !plain(table.slotValue(slot), seen)) {
                return false;
            }
        }
        return true;
    }
}
