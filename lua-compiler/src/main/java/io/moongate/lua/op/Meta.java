package io.moongate.lua.op;

import io.moongate.lua.value.Depth;
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

    /** What a handler answers. Looks at the budget, as a function without calls does not when it begins. */
    static @Nullable Object answer(Object handler, @Nullable Object a) {
        LuaState.checkBudget();
        Depth depth = LuaState.current().depth();
        int before = depth.enterMetamethod();
        Object answer = Call.first(callable(handler).call1(a));
        depth.leave(before);
        return answer;
    }

    static @Nullable Object answer(Object handler, @Nullable Object a, @Nullable Object b) {
        LuaState.checkBudget();
        Depth depth = LuaState.current().depth();
        int before = depth.enterMetamethod();
        Object answer = Call.first(callable(handler).call2(a, b));
        depth.leave(before);
        return answer;
    }

    /** Tells a handler to set a field. */
    static void tell(LuaFunction handler, @Nullable Object object, @Nullable Object key, @Nullable Object value) {
        LuaState.checkBudget();
        Depth depth = LuaState.current().depth();
        int before = depth.enterMetamethod();
        Values.resolve(handler.call3(object, key, value));
        depth.leave(before);
    }

    /** What cannot be called stands at no place in the code. */
    private static LuaFunction callable(Object handler) {
        if (!(handler instanceof LuaFunction) && handler(handler, Metamethod.CALL) == null) {
            throw new LuaError("attempt to call a " + LuaType.name(handler) + " value");
        }
        return Call.function(handler);
    }

    /** The first of two operands that answers. */
    static @Nullable Object handler(@Nullable Object a, @Nullable Object b, Metamethod event) {
        Object handler = handler(a, event);
        return handler != null ? handler : handler(b, event);
    }
}
