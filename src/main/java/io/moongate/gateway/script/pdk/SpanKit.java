package io.moongate.gateway.script.pdk;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes spans as functions see them, tables with methods, and the ones that record nothing. */
final class SpanKit {
    private static final double INTERNAL = 1;
    private static final NativeFunction NOTHING = NativeFunction.ofN("noop", arguments -> Values.NONE);

    private final LuaWorker worker;
    private final LuaTable metatable;
    private final LuaTable silentMetatable;

    SpanKit(LuaWorker worker) {
        this.worker = worker;
        LuaTable methods = new Namespace()
                .of2("finish", this::finish)
                .of3("set_attribute", this::setAttribute)
                .ofN("add_event", this::addEvent)
                .of2("record_error", this::recordError)
                .of2("set_status", this::setStatus)
                .of1("each_baggage_item", self -> NOTHING)
                .ofN("set_baggage_item", arguments -> Values.NONE)
                .table();
        this.metatable = new Namespace().value(Metamethod.INDEX.key(), methods).table();
        LuaTable silent = new Namespace()
                .value("is_recording", false)
                .value("finish", NOTHING)
                .value("set_attribute", NOTHING)
                .value("add_event", NOTHING)
                .value("record_error", NOTHING)
                .value("set_status", NOTHING)
                .value("set_baggage_item", NOTHING)
                .of1("each_baggage_item", self -> NOTHING)
                .table();
        this.silentMetatable = new Namespace()
                .value(Metamethod.INDEX.key(), silent)
                .value(Metamethod.NEWINDEX.key(), NOTHING)
                .table();
    }

    /** A span that records nothing. */
    LuaTable silent() {
        LuaTable span = new LuaTable();
        span.setMetatable(silentMetatable);
        return span;
    }

    static boolean records(@Nullable Object span) {
        return span instanceof LuaTable table && Boolean.TRUE.equals(table.get("is_recording"));
    }

    /**
     * A span of a request, added to those that it has.
     *
     * @param options as functions give them; already checked
     * @param start nanoseconds since the epoch, or 0 for now
     */
    LuaTable span(
            Spans spans,
            String tracer,
            String name,
            @Nullable LuaTable parent,
            @Nullable LuaTable options,
            double start) {
        LuaTable span = new LuaTable(0, 16);
        Object given = parent == null ? options == null ? null : options.get("trace_id") : parent.get("trace_id");
        span.put("tracer_name", tracer);
        span.put("name", name);
        span.put("trace_id", given instanceof String id ? id : random(16));
        span.put("span_id", random(8));
        span.put(
                "parent_id",
                parent != null ? parent.get("span_id") : options == null ? null : options.get("parent_id"));
        Object startGiven = options == null ? null : options.get("start_time_ns");
        span.put("start_time_ns", startGiven != null ? startGiven : (Object) (start == 0 ? now() : start));
        Object kind = options == null ? null : options.get("span_kind");
        span.put("kind", kind == null ? (Object) INTERNAL : kind);
        span.put("attributes", options == null ? null : options.get("attributes"));
        span.put("should_sample", true);
        span.put("is_recording", true);
        span.put("parent", parent);
        span.setMetatable(metatable);
        spans.all.add(span);
        return span;
    }

    static String random(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return new String(random, StandardCharsets.ISO_8859_1);
    }

    static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1e9 + now.getNano();
    }

    private static LuaTable self(@Nullable Object self) {
        if (self instanceof LuaTable span) {
            return span;
        }
        throw LuaError.caller("invalid span");
    }

    private Object finish(@Nullable Object self, @Nullable Object end) {
        LuaTable span = self(self);
        if (span.get("end_time_ns") != null) {
            return Values.NONE;
        }
        if (end != null && !(end instanceof Double)) {
            throw LuaError.caller("invalid span end time");
        }
        double start = span.get("start_time_ns") instanceof Double number ? number : 0;
        if (end instanceof Double number && number < start) {
            throw LuaError.caller("invalid span duration");
        }
        span.put("end_time_ns", end instanceof Double number ? number : Math.max(start, now()));
        Exchange exchange = worker.exchangeOrNull();
        if (exchange != null && Boolean.TRUE.equals(span.get("active"))) {
            Spans spans = RequestState.of(exchange).spans();
            String tracer = Convert.tostring(span.get("tracer_name"));
            if (spans.active(tracer) == span) {
                spans.activate(tracer, span.get("parent") instanceof LuaTable parent ? parent : null);
                span.put("active", null);
            }
        }
        return Values.NONE;
    }

    private Object setAttribute(@Nullable Object self, @Nullable Object key, @Nullable Object value) {
        LuaTable span = self(self);
        if (!(key instanceof String)) {
            throw LuaError.caller("invalid key");
        }
        if (value != null && !(value instanceof String || value instanceof Double || value instanceof Boolean)) {
            worker.log()
                    .kong(
                            LogLevel.ERROR,
                            "tracing.lua:331",
                            "invalid span attribute value type: " + LuaType.name(value));
            return 2.0;
        }
        LuaTable attributes = span.get("attributes") instanceof LuaTable table ? table : new LuaTable();
        attributes.put(key, value);
        span.put("attributes", attributes);
        return Values.NONE;
    }

    private Object addEvent(@Nullable Object[] arguments) {
        LuaTable span = self(arguments.length > 0 ? arguments[0] : null);
        Object name = arguments.length > 1 ? arguments[1] : null;
        Object attributes = arguments.length > 2 ? arguments[2] : null;
        Object time = arguments.length > 3 ? arguments[3] : null;
        if (!(name instanceof String)) {
            throw LuaError.caller("invalid name");
        }
        if (attributes != null && !(attributes instanceof LuaTable)) {
            throw LuaError.caller("invalid attribute");
        }
        LuaTable events = span.get("events") instanceof LuaTable table ? table : new LuaTable();
        events.put(
                events.length() + 1,
                new Namespace()
                        .value("name", name)
                        .value("time_ns", time instanceof Double ? time : (Object) now())
                        .value("attributes", attributes)
                        .table());
        span.put("events", events);
        return Values.NONE;
    }

    private Object recordError(@Nullable Object self, @Nullable Object error) {
        LuaTable attributes = new LuaTable();
        attributes.put("exception.message", Convert.tostring(error));
        return addEvent(new @Nullable Object[] {self, "exception", attributes});
    }

    private Object setStatus(@Nullable Object self, @Nullable Object status) {
        if (!(status instanceof Double)) {
            throw LuaError.caller("invalid status");
        }
        self(self).put("status", status);
        return Values.NONE;
    }
}
