package io.moongate.gateway.script.pdk;

import io.moongate.lua.value.LuaTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one request, and which is the active one of each tracer. */
public final class Spans {
    /** The tracer that the gateway itself uses. */
    public static final String CORE = "core";

    final List<LuaTable> all = new ArrayList<>();
    /** The one of the whole request; null where it is not traced. */
    @Nullable
    LuaTable root;

    private final Map<String, LuaTable> active = new HashMap<>(2);

    @Nullable
    LuaTable active(String tracer) {
        return active.get(tracer);
    }

    void activate(String tracer, @Nullable LuaTable span) {
        if (span == null) {
            active.remove(tracer);
        } else {
            span.put("active", true);
            active.put(tracer, span);
        }
    }

    /** A span is over: if it was the active one of its tracer, what it was a part of is that again. */
    void leave(LuaTable span) {
        if (span.get("tracer_name") instanceof String tracer && active.get(tracer) == span) {
            activate(tracer, span.get("parent") instanceof LuaTable parent ? parent : null);
            span.put("active", null);
        }
    }
}
