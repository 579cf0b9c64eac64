package io.moongate.gateway.script.ngx;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** What {@code ngx.say}, {@code ngx.arg} and {@code ngx.req.set_body_data} take: texts, numbers, and lists of them. */
final class Pieces {
    private Pieces() {}

    /** All arguments from a place on, one after the other. */
    static String join(@Nullable Object[] arguments, int from) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < arguments.length; i++) {
            append(out, arguments[i], i - from + 1);
        }
        return out.toString();
    }

    private static void item(StringBuilder out, @Nullable Object value, int argument) {
        boolean known = value == null
                || value instanceof String
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof LuaTable
                || value == Userdata.NULL;
        if (!known) {
            throw ArgumentError.of(argument, "bad data type " + LuaType.name(value) + " found");
        }
        append(out, value, argument);
    }

    static void append(StringBuilder out, @Nullable Object value, int argument) {
        switch (value) {
            case String text -> out.append(text);
            case Double number -> out.append(Convert.tostring(number));
            case null -> out.append("nil");
            case Boolean flag -> out.append(flag);
            case LuaTable list -> {
                int length = list.length();
                if (list.count() != length) {
                    throw ArgumentError.of(argument, "non-array table found");
                }
                for (int i = 1; i <= length; i++) {
                    item(out, list.get(i), argument);
                }
            }
            default -> {
                if (value != Userdata.NULL) {
                    throw ArgumentError.of(
                            argument,
                            "string, number, boolean, nil, ngx.null, or array table expected, but got "
                                    + LuaType.name(value));
                }
                out.append("null");
            }
        }
    }
}
