package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Equality and order. */
public final class Compare {
    private Compare() {}

    /** Equality without metamethods. */
    public static boolean rawEquals(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return !(a instanceof Double d && d.isNaN());
        }
        return switch (a) {
            case Double x -> b instanceof Double y && x.doubleValue() == y.doubleValue();
            case String s -> s.equals(b);
            case Boolean x -> x.equals(b);
            case null, default -> false;
        };
    }

    /** Lua's {@code ==}. */
    public static boolean eq(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return !(a instanceof Double d && d.isNaN());
        }
        if (a instanceof LuaTable x) {
            return b instanceof LuaTable y && (x.metatable() != null || y.metatable() != null) && eqByHandler(a, b);
        }
        if (a instanceof Userdata) {
            return b instanceof Userdata && eqByHandler(a, b);
        }
        return rawEquals(a, b);
    }

    private static boolean eqByHandler(@Nullable Object a, @Nullable Object b) {
        Object handler = Meta.handler(a, b, Metamethod.EQ);
        return handler != null && Convert.truth(Values.first(Call.call(handler, a, b)));
    }

    public static boolean lt(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x < y;
        }
        return ltSlow(a, b);
    }

    public static boolean le(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x <= y;
        }
        return leSlow(a, b);
    }

    private static boolean ltSlow(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t) < 0;
        }
        Object handler = Meta.handler(a, b, Metamethod.LT);
        if (handler == null) {
            throw OperandError.compare(a, b);
        }
        return Convert.truth(Values.first(Call.call(handler, a, b)));
    }

    private static boolean leSlow(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t) <= 0;
        }
        Object handler = Meta.handler(a, b, Metamethod.LE);
        if (handler != null) {
            return Convert.truth(Values.first(Call.call(handler, a, b)));
        }
        Object other = Meta.handler(b, a, Metamethod.LT);
        if (other == null) {
            throw OperandError.compare(a, b);
        }
        return !Convert.truth(Values.first(Call.call(other, b, a)));
    }
}
