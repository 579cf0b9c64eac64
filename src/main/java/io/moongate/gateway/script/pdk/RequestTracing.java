package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Timings;
import io.moongate.gateway.observe.FinishedSpan;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.RequestState;
import io.moongate.gateway.script.Tracing;
import io.moongate.lua.value.LuaTable;
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
    private static final int SERVER_ERROR = 500;
    private static final double MILLION = 1e6;

    /** What the one who sends a request tells of the trace that it is a part of. */
    private record Sender(String trace, String span, boolean sampled) {
        static @Nullable Sender of(@Nullable String header) {
            Matcher parts = header == null ? null : PARENT.matcher(header);
            return parts == null || !parts.matches()
                    ? null
                    : new Sender(
                            SpanExport.bytes(parts.group(1)),
                            SpanExport.bytes(parts.group(2)),
                            (Integer.parseInt(parts.group(3), 16) & 1) != 0);
        }
    }

    private final SpanTables tables;

    public RequestTracing(LuaWorker worker) {
        this.tables = new SpanTables(worker);
    }

    /** A request sets out. */
    public void begin(Exchange exchange, Tracing tracing) {
        Spans spans = RequestState.of(exchange).spans();
        Sender sender = Sender.of(exchange.request.headers.get(HEADER));
        String trace = sender == null ? SpanTables.randomTrace() : sender.trace();
        boolean wanted = sender == null ? new Sampling(tracing.rate()).takes(trace) : sender.sampled();
        if (!wanted) {
            spans.activate(Spans.CORE, tables.unrecorded());
            return;
        }
        LuaTable attributes = new LuaTable();
        attributes.put("http.method", exchange.request.method);
        attributes.put("http.url", exchange.request.scheme + "://" + Facts.host(exchange) + exchange.request.target);
        attributes.put("http.host", Facts.host(exchange));
        attributes.put("http.scheme", exchange.request.scheme);
        attributes.put("http.flavor", exchange.request.httpVersion / 10.0);
        attributes.put("net.peer.ip", exchange.request.peerAddress);
        NewSpan whole = new NewSpan(
                "kong",
                FinishedSpan.SERVER,
                null,
                trace,
                sender == null ? null : sender.span(),
                exchange.request.startedAt * MILLION,
                true,
                attributes);
        LuaTable root = tables.recorded(whole, Spans.CORE, spans);
        spans.root = root;
        spans.activate(Spans.CORE, root);
        exchange.request.headers.set(
                HEADER,
                "00-" + SpanExport.hex(root.get("trace_id")) + "-" + SpanExport.hex(root.get("span_id")) + "-01");
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
            root.put("status", (Object) (double) FinishedSpan.FAILED);
        }
        double now = SpanTables.now();
        for (LuaTable span : spans.all) {
            if (Boolean.TRUE.equals(span.get("should_sample"))
                    && Spans.CORE.equals(span.get("tracer_name"))
                    && (span != root || tracing.covers("request"))) {
                tracing.sink().take(SpanExport.finished(span, now));
            }
        }
    }

    private void addUpstream(Exchange exchange, Spans spans, LuaTable root) {
        Timings timings = exchange.timings;
        double base = exchange.request.startedAt * MILLION - timings.received;
        long end = timings.upstreamEnd != 0
                ? timings.upstreamEnd
                : timings.upstreamHead != 0 ? timings.upstreamHead : System.nanoTime();
        LuaTable attributes = new LuaTable();
        attributes.put("net.peer.name", exchange.upstream.host);
        attributes.put("net.peer.port", (double) exchange.upstream.port);
        attributes.put("try_count", (double) exchange.upstream.tries);
        NewSpan way = new NewSpan(
                "kong.balancer", FinishedSpan.CLIENT, root, null, null, base + timings.upstreamStart, true, attributes);
        tables.recorded(way, Spans.CORE, spans).put("end_time_ns", (Object) (base + end));
    }
}
