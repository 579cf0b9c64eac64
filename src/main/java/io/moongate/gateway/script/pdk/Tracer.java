package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tracer and the functions that it has. Without a request none does anything; nor does the gateway's own while tracing is
 * off.
 */
final class Tracer {
    private static final Phases LOG = Phases.only("log");

    private final LuaWorker worker;
    private final SpanTables tables;
    private final String name;
    private final Sampling sampling;

    Tracer(LuaWorker worker, SpanTables tables, String name, Sampling sampling) {
        this.worker = worker;
        this.tables = tables;
        this.name = name;
        this.sampling = sampling;
    }

    /** Its functions; they are called without the tracer itself, as {@code tracer.start_span(…)}. */
    Namespace functions() {
        return new Namespace()
                .value("name", name)
                .of2("start_span", this::start)
                .of2("create_span", (tracer, options) -> make("", options))
                .of3("link_span", (tracer, span, as) -> link(span, as))
                .of0("active_span", this::active)
                .of1("set_active_span", this::activate)
                .of0("get_root_span", this::root)
                .of0("init_spans", this::all)
                .of0("get_spans", this::all)
                .of1("process_span", this::process)
                .of2("set_should_sample", (tracer, on) -> record(Boolean.TRUE.equals(on)))
                .of3("get_sampling_decision", (tracer, sent, rate) -> decision(sent, rate));
    }

    /** The spans of the present request; null while this tracer does nothing. */
    private @Nullable Spans spans() {
        Exchange exchange = worker.exchangeOrNull();
        boolean off = name.equals(Spans.CORE) && !worker.script().tracing().on();
        return exchange == null || off ? null : RequestState.of(exchange).spans();
    }

    private static Object orNothing(@Nullable Object value) {
        return value == null ? Values.NONE : value;
    }

    private LuaTable start(@Nullable Object spanName, @Nullable Object options) {
        boolean named = spanName instanceof String text && !text.isEmpty();
        if (!named && spans() != null) {
            throw LuaError.caller("invalid span name");
        }
        return make(String.valueOf(spanName), options);
    }

    private LuaTable make(String spanName, @Nullable Object options) {
        Spans spans = spans();
        if (spans == null) {
            return tables.unrecorded();
        }
        NewSpan wanted = NewSpan.asked(spanName, options).within(spans.active(name));
        return wanted.recorded(sampling) ? tables.recorded(wanted, name, spans) : tables.unrecorded();
    }

    private Object link(@Nullable Object span, @Nullable Object as) {
        if (spans() == null || !(span instanceof LuaTable table)) {
            return Values.NONE;
        }
        if (as instanceof String) {
            table.put("name", as);
        }
        return table;
    }

    private Object active() {
        Spans spans = spans();
        return orNothing(spans == null ? null : spans.active(name));
    }

    private Object activate(@Nullable Object span) {
        Spans spans = spans();
        if (spans != null) {
            spans.activate(name, span instanceof LuaTable table ? table : null);
        }
        return Values.NONE;
    }

    private Object root() {
        Spans spans = spans();
        return orNothing(spans == null ? null : spans.root);
    }

    private Object all() {
        Spans spans = spans();
        return orNothing(spans == null ? null : LuaTable.of(spans.all.toArray()));
    }

    private Object process(@Nullable Object given) {
        Spans spans = spans();
        if (spans != null) {
            LOG.check(worker);
            LuaFunction processor = Argument.of(LuaFunction.class, given, "processor must be a function");
            for (LuaTable span : List.copyOf(spans.all)) {
                if (name.equals(span.get("tracer_name"))) {
                    Call.call(processor, span);
                }
            }
        }
        return Values.NONE;
    }

    private Object record(boolean on) {
        Spans spans = spans();
        if (spans != null) {
            spans.all.forEach(span -> {
                span.put("should_sample", on);
                span.put("is_recording", on);
            });
        }
        return Values.NONE;
    }

    /** Whether the trace of the request is wanted: by a rate where one is given, else as its sender says. */
    private Object decision(@Nullable Object sent, @Nullable Object rate) {
        Spans spans = spans();
        if (spans == null) {
            return Values.NONE;
        }
        if (rate instanceof Double share) {
            return new Sampling(share).takes(spans.root == null ? null : spans.root.get("trace_id"));
        }
        return sent instanceof Boolean ? sent : (Object) true;
    }
}
