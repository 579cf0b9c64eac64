package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans as functions see them: tables whose fields anybody may read and set, with methods. A span that is not recorded
 * has the same methods, which do nothing, and takes no fields.
 */
final class SpanTables {
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final double NANOS_A_SECOND = 1e9;

    private final LuaTable recorded;
    private final LuaTable unrecorded;

    SpanTables(LuaWorker worker) {
        LuaTable methods = new SpanMethods(worker).table();
        this.recorded = new Namespace().value(Metamethod.INDEX.key(), methods).table();
        NativeFunction nothing = NativeFunction.ofN("noop", arguments -> Values.NONE);
        LuaTable silent = new LuaTable(0, methods.count() + 1);
        for (int slot = methods.nextSlot(-1); slot >= 0; slot = methods.nextSlot(slot)) {
            silent.put(methods.slotKey(slot), nothing);
        }
        silent.put(SpanMethods.BAGGAGE, methods.get(SpanMethods.BAGGAGE));
        silent.put("is_recording", false);
        this.unrecorded = new Namespace()
                .value(Metamethod.INDEX.key(), silent)
                .value(Metamethod.NEWINDEX.key(), nothing)
                .table();
    }

    LuaTable unrecorded() {
        LuaTable span = new LuaTable();
        span.setMetatable(unrecorded);
        return span;
    }

    /** A span of a request, which keeps it from now on. */
    LuaTable recorded(NewSpan wanted, String tracer, Spans spans) {
        LuaTable parent = wanted.parent();
        Object trace = parent == null ? wanted.traceId() : parent.get("trace_id");
        LuaTable span = new LuaTable(0, 16);
        span.setMetatable(recorded);
        span.put("is_recording", true);
        span.put("should_sample", true);
        span.put("tracer_name", tracer);
        span.put("name", wanted.name());
        span.put("kind", (Object) wanted.kind());
        span.put("start_time_ns", wanted.start() == null ? (Object) now() : wanted.start());
        span.put("trace_id", trace instanceof String ? trace : randomId(TRACE_ID));
        span.put("span_id", randomId(SPAN_ID));
        span.put("parent_id", parent == null ? wanted.parentId() : parent.get("span_id"));
        span.put("parent", parent);
        span.put("attributes", wanted.attributes());
        spans.all.add(span);
        return span;
    }

    static boolean recording(LuaTable span) {
        return Boolean.TRUE.equals(span.get("is_recording"));
    }

    static String randomTrace() {
        return randomId(TRACE_ID);
    }

    static String randomId(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Nanoseconds since the epoch, as nearly as a number of Lua has them. */
    static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_A_SECOND + now.getNano();
    }

    /** The table in a field of a span, made where there is none. */
    static LuaTable inner(LuaTable span, String field) {
        if (span.get(field) instanceof LuaTable present) {
            return present;
        }
        LuaTable made = new LuaTable();
        span.put(field, made);
        return made;
    }

    static @Nullable Double number(LuaTable span, String field) {
        return span.get(field) instanceof Double number ? number : null;
    }
}
