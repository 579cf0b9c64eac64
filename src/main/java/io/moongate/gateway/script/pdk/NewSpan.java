package io.moongate.gateway.script.pdk;

import io.moongate.gateway.observe.FinishedSpan;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/**
 * A span that somebody wants.
 *
 * @param traceId the trace that it belongs to where it has no parent; null for a new one
 * @param parentId the span of another node that it is a part of, or null
 * @param start nanoseconds since the epoch; null for now
 * @param sampled whether it is recorded where it has no parent; null for as the tracer decides
 */
record NewSpan(
        String name,
        double kind,
        @Nullable LuaTable parent,
        @Nullable Object traceId,
        @Nullable Object parentId,
        @Nullable Double start,
        @Nullable Boolean sampled,
        @Nullable LuaTable attributes) {

    /** As a function asks for it. */
    static NewSpan asked(String name, @Nullable Object given) {
        LuaTable options = Argument.orNull(LuaTable.class, given, "invalid options type");
        if (options == null) {
            return new NewSpan(name, FinishedSpan.INTERNAL, null, null, null, null, null, null);
        }
        Double start = Argument.orNull(Double.class, options.get("start_time_ns"), "invalid start time");
        Double kind = Argument.orNull(Double.class, options.get("span_kind"), "invalid start kind");
        Boolean sampled = Argument.orNull(Boolean.class, options.get("should_sample"), "invalid sampled");
        LuaTable attributes = Argument.orNull(LuaTable.class, options.get("attributes"), "invalid attributes");
        return new NewSpan(
                name,
                kind == null ? FinishedSpan.INTERNAL : kind,
                options.get("parent") instanceof LuaTable parent ? parent : null,
                options.get("trace_id"),
                options.get("parent_id"),
                start,
                sampled,
                attributes);
    }

    /** The same as a part of another span, unless it is one already. */
    NewSpan within(@Nullable LuaTable outer) {
        return parent != null || outer == null
                ? this
                : new NewSpan(name, kind, outer, traceId, parentId, start, sampled, attributes);
    }

    /** Whether it is recorded: as what it is a part of, as was asked for, or else as the rate says. */
    boolean recorded(Sampling sampling) {
        if (parent != null) {
            return SpanTables.recording(parent);
        }
        return sampled == null ? sampling.takes(traceId) : sampled;
    }
}
