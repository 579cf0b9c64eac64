package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Timings;
import io.moongate.gateway.observe.FinishedSpan;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.Tracing;
import io.moongate.lua.value.LuaTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway itself traces of a request while tracing is on: the whole of it, and the way upstream. Takes part in
 * traces of others by the W3C header {@code traceparent}.
 */
public final class RequestTracing {
    private static final String HEADER = "traceparent";
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
    private static final double SERVER = 2;
    private static final double CLIENT = 3;
    private static final double FAILED = 2;
    private static final int SERVER_ERROR = 500;
    private static final double MILLION = 1e6;

    private final SpanKit kit;

    public RequestTracing(LuaWorker worker) {
        this.kit = new SpanKit(worker);
    }

    /** A request sets out. */
    public void begin(Exchange exchange, Tracing tracing) {
        Spans spans = RequestState.of(exchange).spans();
        LuaTable options = new LuaTable();
        options.put("span_kind", SERVER);
        String header = exchange.request.headers.get(HEADER);
        Matcher sent = header == null ? null : PARENT.matcher(header);
        boolean wanted;
        if (sent != null && sent.matches()) {
            options.put("trace_id", bytes(sent.group(1)));
            options.put("parent_id", bytes(sent.group(2)));
            wanted = (Integer.parseInt(sent.group(3), 16) & 1) != 0;
        } else {
            String id = SpanKit.random(16);
            options.put("trace_id", id);
            wanted = TracingPdk.sampled(id, tracing.rate());
        }
        if (!wanted) {
            spans.activate(Spans.CORE, kit.silent());
            return;
        }
        LuaTable root = kit.span(spans, Spans.CORE, "kong", null, options, exchange.request.startedAt * MILLION);
        LuaTable attributes = new LuaTable();
        attributes.put("http.method", exchange.request.method);
        attributes.put("http.url", exchange.request.scheme + "://" + Facts.host(exchange) + exchange.request.target);
        attributes.put("http.host", Facts.host(exchange));
        attributes.put("http.scheme", exchange.request.scheme);
        attributes.put("http.flavor", exchange.request.httpVersion / 10.0);
        attributes.put("net.peer.ip", exchange.request.peerAddress);
        root.put("attributes", attributes);
        spans.root = root;
        spans.activate(Spans.CORE, root);
        exchange.request.headers.set(
                HEADER, "00-" + hex(root.get("trace_id")) + "-" + hex(root.get("span_id")) + "-01");
    }

    /** A request is over: its spans go where they are wanted. */
    public void end(Exchange exchange, Tracing tracing) {
        Spans spans = RequestState.of(exchange).spans();
        LuaTable root = spans.root;
        if (root == null) {
            return;
        }
        if (tracing.covers("balancer") && exchange.timings.upstreamStart != 0) {
            addUpstream(exchange, spans, root);
        }
        if (root.get("attributes") instanceof LuaTable attributes) {
            attributes.put("http.status_code", (double) exchange.response.status);
            attributes.put("kong.request.id", exchange.requestId);
            if (exchange.route != null && exchange.route.name() != null) {
                attributes.put("http.route", EntityTables.bytes(exchange.route.name()));
            }
        }
        if (exchange.response.status >= SERVER_ERROR && root.get("status") == null) {
            root.put("status", FAILED);
        }
        double now = SpanKit.now();
        for (LuaTable span : spans.all) {
            if (Boolean.TRUE.equals(span.get("should_sample"))
                    && Spans.CORE.equals(span.get("tracer_name"))
                    && (span != root || tracing.covers("request"))) {
                tracing.sink().take(finished(span, now));
            }
        }
    }

    private void addUpstream(Exchange exchange, Spans spans, LuaTable root) {
        Timings timings = exchange.timings;
        LuaTable options = new LuaTable();
        options.put("span_kind", CLIENT);
        double base = exchange.request.startedAt * MILLION - timings.received;
        long end = timings.upstreamEnd != 0
                ? timings.upstreamEnd
                : timings.upstreamHead != 0 ? timings.upstreamHead : System.nanoTime();
        LuaTable span = kit.span(spans, Spans.CORE, "kong.balancer", root, options, base + timings.upstreamStart);
        span.put("end_time_ns", base + end);
        LuaTable attributes = new LuaTable();
        attributes.put("net.peer.name", exchange.upstream.host);
        attributes.put("net.peer.port", (double) exchange.upstream.port);
        attributes.put("try_count", (double) exchange.upstream.tries);
        span.put("attributes", attributes);
    }

    private static FinishedSpan finished(LuaTable span, double now) {
        double start = span.get("start_time_ns") instanceof Double number ? number : now;
        double end = span.get("end_time_ns") instanceof Double number ? number : Math.max(now, start);
        List<FinishedSpan.Event> events = new ArrayList<>();
        if (span.get("events") instanceof LuaTable list) {
            for (int i = 1; list.get((double) i) instanceof LuaTable event; i++) {
                double time = event.get("time_ns") instanceof Double number ? number : now;
                events.add(new FinishedSpan.Event(
                        text(event.get("name")), (long) time, attributes(event.get("attributes"))));
            }
        }
        return new FinishedSpan(
                hex(span.get("trace_id")),
                hex(span.get("span_id")),
                span.get("parent_id") instanceof String parent ? hex(parent) : null,
                text(span.get("name")),
                number(span.get("kind")),
                (long) start,
                (long) end,
                attributes(span.get("attributes")),
                events,
                number(span.get("status")));
    }

    private static int number(@Nullable Object value) {
        return value instanceof Double number ? number.intValue() : 0;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String bytes ? EntityTables.text(bytes) : "";
    }

    private static Map<String, Object> attributes(@Nullable Object given) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (given instanceof LuaTable table) {
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                Object value = table.slotValue(slot);
                if (table.slotKey(slot) instanceof String name
                        && (value instanceof String || value instanceof Double || value instanceof Boolean)) {
                    attributes.put(
                            EntityTables.text(name), value instanceof String text ? EntityTables.text(text) : value);
                }
            }
        }
        return attributes;
    }

    private static String hex(@Nullable Object bytes) {
        return bytes instanceof String text ? HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)) : "";
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
