package io.moongate.lua.lib;

import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** Writes one value as JSON. */
final class JsonEncoder {
    private static final int NOT_AN_ARRAY = -1;
    private static final int CHARS_BETWEEN_CHECKS = 1 << 16;

    /** What stands for a byte within a string; null for itself. The slash is a matter of settings. */
    private static final @Nullable String[] ESCAPES = escapes();

    private final JsonSettings settings;
    private final StringBuilder out = new StringBuilder();
    private int checked = CHARS_BETWEEN_CHECKS;

    JsonEncoder(JsonSettings settings) {
        this.settings = settings;
    }

    private static @Nullable String[] escapes() {
        @Nullable String[] escapes = new @Nullable String[256];
        for (int c = 0; c < 32; c++) {
            escapes[c] = String.format("\\u%04x", c);
        }
        escapes['\b'] = "\\b";
        escapes['\t'] = "\\t";
        escapes['\n'] = "\\n";
        escapes['\f'] = "\\f";
        escapes['\r'] = "\\r";
        escapes['"'] = "\\\"";
        escapes['/'] = "\\/";
        escapes['\\'] = "\\\\";
        escapes[127] = "\\u007f";
        return escapes;
    }

    String encode(@Nullable Object value) {
        append(value, 0);
        return out.toString();
    }

    private static JsonFailure refuse(@Nullable Object value, String reason) {
        return new JsonFailure("Cannot serialise " + LuaType.name(value) + ": " + reason);
    }

    private static boolean supported(@Nullable Object value) {
        return switch (value) {
            case LuaFunction function -> false;
            case Coroutine coroutine -> false;
            case Userdata userdata -> userdata == Userdata.NULL || userdata == Cjson.EMPTY_ARRAY;
            case null, default -> true;
        };
    }

    private void append(@Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case String s -> string(s);
            case Double d -> number(d);
            case Boolean b -> out.append(b.booleanValue());
            case LuaTable table -> table(table, depth + 1);
            default -> {
                if (value == Userdata.NULL) {
                    out.append("null");
                } else if (value == Cjson.EMPTY_ARRAY) {
                    out.append("[]");
                } else {
                    throw refuse(value, "type not supported");
                }
            }
        }
        if (out.length() > checked) {
            checked = out.length() + CHARS_BETWEEN_CHECKS;
            Room.forString(out.length());
            LuaState.checkBudget();
        }
    }

    private void table(LuaTable table, int depth) {
        if (depth > settings.encodeMaxDepth) {
            throw new JsonFailure("Cannot serialise, excessive depth (" + depth + ")");
        }
        if (Cjson.isArray(table)) {
            array(table, table.length(), depth);
            return;
        }
        int length = arrayLength(table);
        if (length > 0 || (length == 0 && (!settings.emptyTableAsObject || Cjson.isArrayWhenEmpty(table)))) {
            array(table, length, depth);
        } else {
            object(table, depth);
        }
    }

    /** The greatest key if all are positive whole numbers; else -1. */
    private int arrayLength(LuaTable table) {
        double most = 0;
        int items = 0;
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            if (!(table.slotKey(slot) instanceof Double key) || key < 1 || key != Math.floor(key)) {
                return NOT_AN_ARRAY;
            }
            most = Math.max(most, key);
            Room.pause(++items);
        }
        if (settings.sparseRatio > 0 && most > (double) items * settings.sparseRatio && most > settings.sparseSafe) {
            if (!settings.sparseConvert) {
                throw refuse(table, "excessively sparse array");
            }
            return NOT_AN_ARRAY;
        }
        return (int) most;
    }

    private void array(LuaTable table, int length, int depth) {
        out.append('[');
        boolean first = true;
        for (int i = 1; i <= length; i++) {
            Object value = table.get(i);
            if (settings.skipUnsupported && !supported(value)) {
                continue;
            }
            if (!first) {
                out.append(',');
            }
            first = false;
            append(value, depth);
        }
        out.append(']');
    }

    private void object(LuaTable table, int depth) {
        out.append('{');
        boolean first = true;
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object value = table.slotValue(slot);
            if (settings.skipUnsupported && !supported(value)) {
                continue;
            }
            if (!first) {
                out.append(',');
            }
            first = false;
            switch (table.slotKey(slot)) {
                case String s -> string(s);
                case Double d -> {
                    out.append('"');
                    number(d);
                    out.append('"');
                }
                case Object key -> throw refuse(key, "table key must be a number or string");
            }
            out.append(':');
            append(value, depth);
        }
        out.append('}');
    }

    private void number(double value) {
        if (Double.isFinite(value)) {
            out.append(NumberText.general(value, settings.numberPrecision));
            return;
        }
        switch (settings.encodeInvalidNumbers) {
            case REFUSED -> throw refuse(value, "must not be NaN or Infinity");
            case WRITTEN -> out.append(value);
            case NULL -> out.append("null");
        }
    }

    private void string(String text) {
        int length = text.length();
        out.append('"');
        int copied = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            Room.pause(i);
            String escape = ESCAPES[c & 255];
            if (escape != null && (c != '/' || settings.escapeForwardSlash)) {
                out.append(text, copied, i).append(escape);
                copied = i + 1;
            }
        }
        out.append(text, copied, length).append('"');
    }
}
