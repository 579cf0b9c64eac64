package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.lua.value.LuaTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.tracing}: the gateway's own tracer, by which one gets to those that functions make for themselves, whose spans
 * stay with the functions.
 */
final class TracingPdk {
    private final LuaWorker worker;
    private final SpanTables tables;
    private final Map<String, LuaTable> tracers = new HashMap<>();

    private TracingPdk(LuaWorker worker) {
        this.worker = worker;
        this.tables = new SpanTables(worker);
    }

    static LuaTable tracing(LuaWorker worker) {
        return new TracingPdk(worker).make(Spans.CORE, Sampling.ALL);
    }

    private LuaTable make(String name, Sampling sampling) {
        return new Tracer(worker, tables, name, sampling)
                .functions()
                .of2("new", this::tracer)
                .calls(given -> tracer(given.length > 1 ? given[1] : null, given.length > 2 ? given[2] : null))
                .table();
    }

    /** Makes or finds a tracer of functions. */
    private LuaTable tracer(@Nullable Object name, @Nullable Object options) {
        Object rate = options instanceof LuaTable table ? table.get("sampling_rate") : null;
        return tracers.computeIfAbsent(
                name instanceof String text ? text : "default",
                text -> make(text, rate instanceof Double share ? new Sampling(share) : Sampling.ALL));
    }
}
