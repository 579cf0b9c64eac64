package io.moongate.gateway.script.pdk;

import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as readable text: lists on one line, other tables a key a line, in order. What comes more than once has a number
 * and is shown once.
 */
final class Inspect {
    private static final List<String> TYPES =
            List.of("number", "boolean", "string", "table", "function", "userdata", "thread");
    private static final int DEEPEST = 100;

    private final StringBuilder out = new StringBuilder();
    private final Map<Object, Integer> appearances = new IdentityHashMap<>();
    private final Map<Object, Integer> ids = new IdentityHashMap<>();
    private final Map<String, Integer> counters = new java.util.HashMap<>();
    private int level;

    private Inspect() {}

    static String of(@Nullable Object value) {
        Inspect inspect = new Inspect();
        inspect.count(value);
        inspect.write(value);
        return inspect.out.toString();
    }

    private void count(@Nullable Object value) {
        if (value instanceof LuaTable table && appearances.merge(table, 1, Integer::sum) == 1) {
            for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
                count(table.slotKey(slot));
                count(table.slotValue(slot));
            }
            count(table.metatable());
        }
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case String text -> out.append(quoted(text));
            case Double number -> out.append(Convert.tostring(number));
            case Boolean flag -> out.append(flag);
            case LuaTable table -> table(table);
            case null -> out.append("nil");
            default -> {
                String type = LuaType.name(value);
                out.append('<').append(type).append(' ').append(id(value, type)).append('>');
            }
        }
    }

    private int id(Object value, String type) {
        return ids.computeIfAbsent(value, unused -> counters.merge(type, 1, Integer::sum));
    }

    private void table(LuaTable table) {
        if (ids.containsKey(table)) {
            out.append("<table ").append(ids.get(table)).append('>');
            return;
        }
        if (level >= DEEPEST) {
            out.append("{...}");
            return;
        }
        if (appearances.getOrDefault(table, 1) > 1) {
            out.append('<').append(id(table, "table")).append('>');
        }
        int length = 0;
        while (table.get(length + 1) != null) {
            length++;
        }
        List<Object> keys = otherKeys(table, length);
        out.append('{');
        level++;
        boolean first = true;
        for (int i = 1; i <= length; i++) {
            out.append(first ? " " : ", ");
            write(table.get(i));
            first = false;
        }
        for (Object key : keys) {
            out.append(first ? "" : ",");
            newLine();
            key(key);
            out.append(" = ");
            write(table.get(key));
            first = false;
        }
        if (table.metatable() != null) {
            out.append(first ? "" : ",");
            newLine();
            out.append("<metatable> = ");
            write(table.metatable());
        }
        level--;
        if (!keys.isEmpty() || table.metatable() != null) {
            newLine();
        } else if (length > 0) {
            out.append(' ');
        }
        out.append('}');
    }

    private static List<Object> otherKeys(LuaTable table, int length) {
        List<Object> keys = new ArrayList<>();
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object key = table.slotKey(slot);
            boolean inList =
                    key instanceof Double number && number >= 1 && number <= length && number == Math.rint(number);
            if (!inList) {
                keys.add(key);
            }
        }
        keys.sort(Comparator.<Object>comparingInt(key -> TYPES.indexOf(LuaType.name(key)))
                .thenComparing((left, right) -> left instanceof Double a && right instanceof Double b
                        ? Double.compare(a, b)
                        : left instanceof String s && right instanceof String t ? s.compareTo(t) : 0));
        return keys;
    }

    private void key(Object key) {
        if (key instanceof String text && text.matches("[_a-zA-Z][_a-zA-Z0-9]*")) {
            out.append(text);
        } else {
            out.append('[');
            write(key);
            out.append(']');
        }
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(level));
    }

    private static String quoted(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 2);
        char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
        escaped.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '"' -> escaped.append(quote == '"' ? "\\\"" : "\"");
                default -> {
                    if (c < ' ' || c == 127) {
                        escaped.append('\\').append((int) c);
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.append(quote).toString();
    }
}
