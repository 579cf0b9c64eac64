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
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** What functions call on a span that is recorded, as {@code span:finish()}. */
final class SpanMethods {
    /** Baggage is not kept, so there is nothing to go through. */
    static final String BAGGAGE = "each_baggage_item";

    private static final NativeFunction NO_ITEM = NativeFunction.ofN("noop", arguments -> Values.NONE);

    private final LuaWorker worker;

    SpanMethods(LuaWorker worker) {
        this.worker = worker;
    }

    LuaTable table() {
        return new Namespace()
                .of2("finish", (span, end) -> finish(span(span), end))
                .of2("set_status", (span, status) -> setStatus(span(span), status))
                .of3("set_attribute", (span, name, value) -> setAttribute(span(span), name, value))
                .ofN("add_event", given -> addEvent(span(at(given, 0)), at(given, 1), at(given, 2), at(given, 3)))
                .of2("record_error", (span, error) -> recordError(span(span), error))
                .of1(BAGGAGE, span -> NO_ITEM)
                .ofN("set_baggage_item", given -> Values.NONE)
                .table();
    }

    private static @Nullable Object at(@Nullable Object[] given, int place) {
        return place < given.length ? given[place] : null;
    }

    private static LuaTable span(@Nullable Object self) {
        return Argument.of(LuaTable.class, self, "invalid span");
    }

    private Object finish(LuaTable span, @Nullable Object given) {
        if (span.get("end_time_ns") == null) {
            Double start = SpanTables.number(span, "start_time_ns");
            double earliest = start == null ? 0 : start;
            Double end = Argument.orNull(Double.class, given, "invalid span end time");
            if (end != null && end < earliest) {
                throw LuaError.caller("invalid span duration");
            }
            span.put("end_time_ns", (Object) (end == null ? Math.max(earliest, SpanTables.now()) : end));
            Exchange exchange = worker.exchangeOrNull();
            if (exchange != null) {
                RequestState.of(exchange).spans().leave(span);
            }
        }
        return Values.NONE;
    }

    private static Object setStatus(LuaTable span, @Nullable Object status) {
        span.put("status", Argument.of(Double.class, status, "invalid status"));
        return Values.NONE;
    }

    private Object setAttribute(LuaTable span, @Nullable Object name, @Nullable Object value) {
        String key = Argument.of(String.class, name, "invalid key");
        if (value != null && !SpanExport.isAttribute(value)) {
            worker.log()
                    .kong(
                            LogLevel.ERROR,
                            "tracing.lua:331",
                            "invalid span attribute value type: " + LuaType.name(value));
            return 2.0;
        }
        SpanTables.inner(span, "attributes").put(key, value);
        return Values.NONE;
    }

    private static Object addEvent(
            LuaTable span, @Nullable Object name, @Nullable Object attributes, @Nullable Object time) {
        LuaTable event = new Namespace()
                .value("name", Argument.of(String.class, name, "invalid name"))
                .value("attributes", Argument.orNull(LuaTable.class, attributes, "invalid attribute"))
                .value("time_ns", time instanceof Double ? time : (Object) SpanTables.now())
                .table();
        LuaTable events = SpanTables.inner(span, "events");
        events.put(events.length() + 1, event);
        return Values.NONE;
    }

    private static Object recordError(LuaTable span, @Nullable Object error) {
        LuaTable attributes = new LuaTable();
        attributes.put("exception.message", Convert.tostring(error));
        return addEvent(span, "exception", attributes, null);
    }
}
