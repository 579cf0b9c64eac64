package io.moongate.lua.op;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Metatables and their answers. */
public final class Meta {
    private Meta() {}

    /** The metatable of any value, or null. */
    public static @Nullable LuaTable tableOf(@Nullable Object value) {
        if (value instanceof LuaTable table) {
            return table.metatable();
        }
        if (value instanceof Userdata userdata) {
            return userdata.metatable();
        }
        LuaState state = LuaState.currentOrNull();
        return state == null ? null : state.metatable(value);
    }

    /** A value's answer to an event, or null. */
    public static @Nullable Object handler(@Nullable Object value, Metamethod event) {
        LuaTable metatable = tableOf(value);
        return metatable == null ? null : metatable.metamethod(event);
    }

    /** Calls what answers an operation's event; what cannot be called stands at no place in the code. */
    static @Nullable Object call(Object handler, @Nullable Object a, @Nullable Object b) {
        if (!(handler instanceof LuaFunction) && handler(handler, Metamethod.CALL) == null) {
            throw new LuaError("attempt to call a " + LuaType.name(handler) + " value");
        }
        return Values.first(Call.call(handler, a, b));
    }

    /** The first of two operands that answers. */
    static @Nullable Object handler(@Nullable Object a, @Nullable Object b, Metamethod event) {
        Object handler = handler(a, event);
        return handler != null ? handler : handler(b, event);
    }
}
