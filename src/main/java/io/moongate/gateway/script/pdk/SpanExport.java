package io.moongate.gateway.script.pdk;

import io.moongate.gateway.observe.FinishedSpan;
import io.moongate.gateway.script.EntityTables;
import io.moongate.lua.value.LuaTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what a span's table says at the end to those who collect spans. Functions may have set any field to anything. */
final class SpanExport {
    private SpanExport() {}

    /** Whether an attribute of a span may have such a value. */
    static boolean isAttribute(@Nullable Object value) {
        return value instanceof String || value instanceof Double || value instanceof Boolean;
    }

    /** A span that ends now if it has not ended yet. */
    static FinishedSpan finished(LuaTable span, double now) {
        double start = numberOr(now, span, "start_time_ns");
        List<FinishedSpan.Event> events = new ArrayList<>();
        if (span.get("events") instanceof LuaTable list) {
            for (int i = 1; list.get((double) i) instanceof LuaTable event; i++) {
                events.add(new FinishedSpan.Event(
                        text(event.get("name")), (long) numberOr(now, event, "time_ns"), attributes(event)));
            }
        }
        return new FinishedSpan(
                hex(span.get("trace_id")),
                hex(span.get("span_id")),
                span.get("parent_id") instanceof String parent ? hex(parent) : null,
                text(span.get("name")),
                (int) numberOr(0, span, "kind"),
                (long) start,
                (long) numberOr(Math.max(now, start), span, "end_time_ns"),
                attributes(span),
                events,
                (int) numberOr(0, span, "status"));
    }

    private static double numberOr(double other, LuaTable table, String field) {
        Double number = SpanTables.number(table, field);
        return number == null ? other : number;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String bytes ? EntityTables.text(bytes) : "";
    }

    private static Map<String, Object> attributes(LuaTable owner) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (owner.get("attributes") instanceof LuaTable table) {
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                Object value = table.slotValue(slot);
                if (value != null && table.slotKey(slot) instanceof String name && isAttribute(value)) {
                    attributes.put(
                            EntityTables.text(name), value instanceof String text ? EntityTables.text(text) : value);
                }
            }
        }
        return attributes;
    }

    /** An id as headers and collectors write it. */
    static String hex(@Nullable Object id) {
        return id instanceof String bytes ? HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1)) : "";
    }

    /** An id as tables have it. */
    static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
