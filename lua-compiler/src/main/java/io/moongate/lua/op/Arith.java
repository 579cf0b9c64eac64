package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import org.jspecify.annotations.Nullable;

/** Arithmetic. The fast arm of each operation is small enough to be inlined; strings and metamethods wait below. */
public final class Arith {
    private Arith() {}

    public static @Nullable Object add(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x + y;
        }
        return slow(Metamethod.ADD, a, b);
    }

    public static @Nullable Object sub(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x - y;
        }
        return slow(Metamethod.SUB, a, b);
    }

    public static @Nullable Object mul(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x * y;
        }
        return slow(Metamethod.MUL, a, b);
    }

    public static @Nullable Object div(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x / y;
        }
        return slow(Metamethod.DIV, a, b);
    }

    public static @Nullable Object mod(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return mod(x.doubleValue(), y.doubleValue());
        }
        return slow(Metamethod.MOD, a, b);
    }

    public static @Nullable Object pow(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return pow(x.doubleValue(), y.doubleValue());
        }
        return slow(Metamethod.POW, a, b);
    }

    public static @Nullable Object add(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (x + b) : slow(Metamethod.ADD, a, b);
    }

    public static @Nullable Object add(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (a + x) : slow(Metamethod.ADD, a, b);
    }

    public static @Nullable Object sub(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (x - b) : slow(Metamethod.SUB, a, b);
    }

    public static @Nullable Object sub(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (a - x) : slow(Metamethod.SUB, a, b);
    }

    public static @Nullable Object mul(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (x * b) : slow(Metamethod.MUL, a, b);
    }

    public static @Nullable Object mul(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (a * x) : slow(Metamethod.MUL, a, b);
    }

    public static @Nullable Object div(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (x / b) : slow(Metamethod.DIV, a, b);
    }

    public static @Nullable Object div(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (a / x) : slow(Metamethod.DIV, a, b);
    }

    public static @Nullable Object mod(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (mod(x.doubleValue(), b)) : slow(Metamethod.MOD, a, b);
    }

    public static @Nullable Object mod(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (mod(a, x.doubleValue())) : slow(Metamethod.MOD, a, b);
    }

    public static @Nullable Object pow(@Nullable Object a, double b) {
        return a instanceof Double x ? (Object) (pow(x.doubleValue(), b)) : slow(Metamethod.POW, a, b);
    }

    public static @Nullable Object pow(double a, @Nullable Object b) {
        return b instanceof Double x ? (Object) (pow(a, x.doubleValue())) : slow(Metamethod.POW, a, b);
    }

    public static @Nullable Object unm(@Nullable Object a) {
        return a instanceof Double x ? (Object) (-x) : slow(Metamethod.UNM, a, a);
    }

    /** Lua's remainder: {@code a - floor(a/b)*b}, as LuaJIT computes it. */
    public static double mod(double a, double b) {
        int whole = (int) a;
        int divisor = (int) b;
        if (whole == a && divisor == b && divisor > 0 && (whole > 0 || whole == 0 && 1 / a > 0)) {
            return whole % divisor;
        }
        return a - Math.floor(a / b) * b;
    }

    public static double pow(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 0.5) {
            return a == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.sqrt(a + 0.0);
        }
        // C says 1 where Java says NaN.
        if (a == 1 || a == -1 && Double.isInfinite(b)) {
            return 1;
        }
        return Math.pow(a, b);
    }

    private static @Nullable Object slow(Metamethod event, @Nullable Object a, @Nullable Object b) {
        if (!(a instanceof LuaTable) && !(b instanceof LuaTable)) {
            Double x = Convert.toNumber(a);
            Double y = x == null ? null : Convert.toNumber(b);
            if (x != null && y != null) {
                return compute(event, x, y);
            }
        }
        Object handler = Meta.handler(a, b, event);
        if (handler == null) {
            if (Wide.is(a, b)) {
                return Wide.arithmetic(event, a, b);
            }
            throw OperandError.arithmetic(a, b);
        }
        return Meta.answer(handler, a, b);
    }

    private static double compute(Metamethod event, double a, double b) {
        return switch (event) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> mod(a, b);
            case POW -> pow(a, b);
            case UNM -> -a;
            case INDEX, NEWINDEX, CALL, EQ, LT, LE, LEN, CONCAT, TOSTRING, METATABLE, PAIRS, IPAIRS, NAME, MODE, GC ->
                throw new IllegalArgumentException(event.key());
        };
    }
}
