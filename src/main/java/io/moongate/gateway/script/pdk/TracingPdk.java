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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code kong.tracing}: tracers and their spans. The gateway's own tracer does nothing while tracing is off; those that
 * functions make for themselves always work, and their spans stay with the functions.
 */
final class TracingPdk {
    private static final Phases LOG = Phases.only("log");
    private static final double TRACE_IDS = 0x1p63;

    private final LuaWorker worker;
    private final SpanKit kit;
    private final Map<String, Tracer> tracers = new HashMap<>();

    private TracingPdk(LuaWorker worker) {
        this.worker = worker;
        this.kit = new SpanKit(worker);
    }

    static LuaTable tracing(LuaWorker worker) {
        TracingPdk pdk = new TracingPdk(worker);
        return pdk.new Tracer(Spans.CORE, 1).table;
    }

    static LuaTable telemetry() {
        return new Namespace().ofN("log", TracingPdk::telemetryLog).table();
    }

    private static Object telemetryLog(@Nullable Object[] arguments) {
        String wrong = null;
        String[] texts = {"plugin_name", "", "message_type"};
        for (int i = 0; i < 3 && wrong == null; i++) {
            Object given = i < arguments.length ? arguments[i] : null;
            if (i == 1 ? !(given instanceof LuaTable) : !(given instanceof String)) {
                wrong = i == 1 ? "plugin_config must be a table" : texts[i] + " must be a string";
            }
        }
        if (wrong == null && arguments.length > 3 && arguments[3] != null && !(arguments[3] instanceof String)) {
            wrong = "message must be a string";
        }
        if (wrong == null && arguments.length > 4 && arguments[4] != null && !(arguments[4] instanceof LuaTable)) {
            wrong = "attributes must be a table";
        }
        return Values.of2(
                null, wrong == null ? "Telemetry logging is disabled: log entry will not be recorded" : wrong);
    }

    /** Makes or finds a tracer of functions. */
    private LuaTable tracer(@Nullable Object name, @Nullable Object options) {
        String text = name instanceof String given ? given : "default";
        double rate =
                options instanceof LuaTable table && table.get("sampling_rate") instanceof Double number ? number : 1;
        return tracers.computeIfAbsent(text, unused -> new Tracer(text, rate)).table;
    }

    private final class Tracer {
        private final String name;
        private final double rate;
        private final LuaTable table;

        Tracer(String name, double rate) {
            this.name = name;
            this.rate = rate;
            this.table = new Namespace()
                    .value("name", name)
                    .of2("start_span", this::start)
                    .of2("create_span", (tracer, options) -> create(options))
                    .ofN("link_span", this::link)
                    .of0("active_span", this::active)
                    .of1("set_active_span", this::activate)
                    .of0("init_spans", this::init)
                    .of0("get_spans", this::spans)
                    .of0("get_root_span", this::root)
                    .of1("process_span", this::process)
                    .of2("set_should_sample", this::setShouldSample)
                    .of3("get_sampling_decision", this::decision)
                    .of2("new", TracingPdk.this::tracer)
                    .calls(arguments -> tracer(
                            arguments.length > 1 ? arguments[1] : null, arguments.length > 2 ? arguments[2] : null))
                    .table();
        }

        /** Whether it does nothing: the gateway's own while tracing is off, and any without a request. */
        private boolean idle() {
            return worker.exchangeOrNull() == null
                    || (name.equals(Spans.CORE) && !worker.script().tracing().on());
        }

        private Spans ofRequest() {
            return RequestState.of(worker.exchange()).spans();
        }

        private LuaTable start(@Nullable Object spanName, @Nullable Object options) {
            if (idle()) {
                return kit.silent();
            }
            if (!(spanName instanceof String text) || text.isEmpty()) {
                throw LuaError.caller("invalid span name");
            }
            return make(text, options);
        }

        private LuaTable create(@Nullable Object options) {
            return idle() ? kit.silent() : make("", options);
        }

        private LuaTable make(String spanName, @Nullable Object given) {
            LuaTable options = checked(given);
            Object wanted = options == null ? null : options.get("parent");
            LuaTable parent =
                    wanted instanceof LuaTable span ? span : ofRequest().active(name);
            boolean sampled = parent != null
                    ? SpanKit.records(parent)
                    : options != null && options.get("should_sample") instanceof Boolean flag
                            ? flag
                            : sampled(options == null ? null : options.get("trace_id"), rate);
            return sampled ? kit.span(ofRequest(), name, spanName, parent, options, 0) : kit.silent();
        }

        private Object link(@Nullable Object[] arguments) {
            if (idle() || arguments.length < 2 || !(arguments[1] instanceof LuaTable span)) {
                return Values.NONE;
            }
            if (arguments.length > 2 && arguments[2] instanceof String text) {
                span.put("name", text);
            }
            return span;
        }

        private @Nullable Object active() {
            if (idle()) {
                return Values.NONE;
            }
            LuaTable span = ofRequest().active(name);
            return span == null ? Values.NONE : span;
        }

        private Object activate(@Nullable Object span) {
            if (!idle()) {
                ofRequest().activate(name, span instanceof LuaTable table ? table : null);
            }
            return Values.NONE;
        }

        private Object init() {
            return idle() ? Values.NONE : spansOf();
        }

        private Object spans() {
            return idle() ? Values.NONE : spansOf();
        }

        private LuaTable spansOf() {
            return LuaTable.of(ofRequest().all.toArray());
        }

        private Object root() {
            LuaTable root = idle() ? null : ofRequest().root;
            return root == null ? Values.NONE : root;
        }

        private Object process(@Nullable Object processor) {
            if (idle()) {
                return Values.NONE;
            }
            Exchange exchange = LOG.check(worker);
            if (!(processor instanceof LuaFunction function)) {
                throw LuaError.caller("processor must be a function");
            }
            for (LuaTable span : List.copyOf(RequestState.of(exchange).spans().all)) {
                if (name.equals(span.get("tracer_name"))) {
                    Call.call(function, span);
                }
            }
            return Values.NONE;
        }

        private Object setShouldSample(@Nullable Object self, @Nullable Object on) {
            if (!idle()) {
                boolean flag = Boolean.TRUE.equals(on);
                ofRequest().all.forEach(span -> {
                    span.put("should_sample", flag);
                    span.put("is_recording", flag);
                });
            }
            return Values.NONE;
        }

        /** Whether a trace is wanted: as its sender says, else by its id and the rate. */
        private Object decision(@Nullable Object self, @Nullable Object parent, @Nullable Object itsRate) {
            if (idle()) {
                return Values.NONE;
            }
            if (itsRate instanceof Double number) {
                Object root = root();
                return sampled(root instanceof LuaTable span ? span.get("trace_id") : null, number);
            }
            return parent instanceof Boolean flag ? flag : true;
        }
    }

    private static @Nullable LuaTable checked(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        if (!(given instanceof LuaTable options)) {
            throw LuaError.caller("invalid options type");
        }
        check(options.get("start_time_ns") instanceof Double, options.get("start_time_ns"), "invalid start time");
        check(options.get("span_kind") instanceof Double, options.get("span_kind"), "invalid start kind");
        check(options.get("should_sample") instanceof Boolean, options.get("should_sample"), "invalid sampled");
        check(options.get("attributes") instanceof LuaTable, options.get("attributes"), "invalid attributes");
        return options;
    }

    private static void check(boolean good, @Nullable Object value, String error) {
        if (value != null && !good) {
            throw LuaError.caller(error);
        }
    }

    /** A trace is in or out by its id alone, so that all who see it decide alike. */
    static boolean sampled(@Nullable Object traceId, double rate) {
        if (rate >= 1 || rate <= 0) {
            return rate > 0;
        }
        String id = traceId instanceof String text && text.length() >= 8 ? text : SpanKit.random(8);
        long number = 0;
        for (byte b : id.substring(0, 8).getBytes(StandardCharsets.ISO_8859_1)) {
            number = number << 8 | b & 0xff;
        }
        return (number >>> 1) < rate * TRACE_IDS;
    }
}
