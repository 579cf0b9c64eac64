package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import org.jspecify.annotations.Nullable;

/** The operator {@code #}. */
public final class Length {
    private Length() {}

    public static @Nullable Object length(@Nullable Object value) {
        if (value instanceof LuaTable table) {
            return table.metatable() == null ? (Object) (double) table.length() : ofTable(table);
        }
        if (value instanceof String s) {
            return (double) s.length();
        }
        Object handler = Meta.handler(value, Metamethod.LEN);
        if (handler == null) {
            throw OperandError.length(value);
        }
        return Meta.answer(handler, value);
    }

    private static @Nullable Object ofTable(LuaTable table) {
        Object handler = Meta.handler(table, Metamethod.LEN);
        return handler == null ? (Object) (double) table.length() : Meta.answer(handler, table);
    }
}
