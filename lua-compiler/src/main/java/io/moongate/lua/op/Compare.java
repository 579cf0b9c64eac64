package io.moongate.lua.op;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Userdata;
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
        return rawEquals(a, b) || Wide.is(a, b) && Wide.equal(a, b);
    }

    private static boolean eqByHandler(@Nullable Object a, @Nullable Object b) {
        // Both must answer by the same function, as in 5.1.
        Object handler = Meta.handler(a, Metamethod.EQ);
        return handler != null
                && rawEquals(handler, Meta.handler(b, Metamethod.EQ))
                && Convert.truth(Meta.answer(handler, a, b));
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

    public static boolean lt(@Nullable Object a, double b) {
        return a instanceof Double x ? x < b : ltSlow(a, b);
    }

    public static boolean lt(double a, @Nullable Object b) {
        return b instanceof Double x ? a < x : ltSlow(a, b);
    }

    public static boolean le(@Nullable Object a, double b) {
        return a instanceof Double x ? x <= b : leSlow(a, b);
    }

    public static boolean le(double a, @Nullable Object b) {
        return b instanceof Double x ? a <= x : leSlow(a, b);
    }

    /** {@code a == b} for a number that is known to be one. */
    public static boolean eq(@Nullable Object a, double b) {
        return a instanceof Double x ? x == b : a instanceof Cdata && Wide.equal(a, b);
    }

    /** {@code a == "literal"}. */
    public static boolean eq(@Nullable Object a, String b) {
        return a == b || b.equals(a);
    }

    /** {@code a > b}, which Lua takes for {@code b < a}. */
    public static boolean gt(@Nullable Object a, @Nullable Object b) {
        return lt(b, a);
    }

    public static boolean gt(@Nullable Object a, double b) {
        return lt(b, a);
    }

    public static boolean gt(double a, @Nullable Object b) {
        return lt(b, a);
    }

    public static boolean ge(@Nullable Object a, @Nullable Object b) {
        return le(b, a);
    }

    public static boolean ge(@Nullable Object a, double b) {
        return le(b, a);
    }

    public static boolean ge(double a, @Nullable Object b) {
        return le(b, a);
    }

    private static boolean ltSlow(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t) < 0;
        }
        Object handler = Meta.handler(a, b, Metamethod.LT);
        if (handler == null) {
            if (Wide.is(a, b)) {
                return Wide.compare(a, b) < 0;
            }
            throw OperandError.compare(a, b);
        }
        return Convert.truth(Meta.answer(handler, a, b));
    }

    private static boolean leSlow(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t) <= 0;
        }
        Object handler = Meta.handler(a, b, Metamethod.LE);
        if (handler != null) {
            return Convert.truth(Meta.answer(handler, a, b));
        }
        Object other = Meta.handler(b, a, Metamethod.LT);
        if (other == null) {
            if (Wide.is(a, b)) {
                return Wide.compare(a, b) <= 0;
            }
            throw OperandError.compare(a, b);
        }
        return !Convert.truth(Meta.answer(other, b, a));
    }
}
