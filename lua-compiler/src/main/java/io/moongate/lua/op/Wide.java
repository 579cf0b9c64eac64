package io.moongate.lua.op;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.Metamethod;
import org.jspecify.annotations.Nullable;

/** Operations of which one operand at least is {@link Cdata}: 64-bit integers, unsigned as soon as one of them is. */
public final class Wide {
    private Wide() {}

    static boolean is(@Nullable Object a, @Nullable Object b) {
        return a instanceof Cdata || b instanceof Cdata;
    }

    private static boolean fits(@Nullable Object value) {
        return value instanceof Double || value instanceof Cdata data && data.isInteger();
    }

    private static Cdata.Kind kind(@Nullable Object a, @Nullable Object b) {
        boolean unsigned = a instanceof Cdata x && x.kind() == Cdata.Kind.UINT64
                || b instanceof Cdata y && y.kind() == Cdata.Kind.UINT64;
        return unsigned ? Cdata.Kind.UINT64 : Cdata.Kind.INT64;
    }

    private static long bits(@Nullable Object value, Cdata.Kind kind) {
        return switch (value) {
            case Cdata data -> data.bits();
            case Double d -> Cdata.cut(d, kind);
            case null, default -> throw new IllegalArgumentException("no number: " + value);
        };
    }

    static Cdata arithmetic(Metamethod event, @Nullable Object a, @Nullable Object b) {
        if (!fits(a) || !fits(b)) {
            throw refused("perform arithmetic on", a, b);
        }
        Cdata.Kind kind = kind(a, b);
        return new Cdata(kind, compute(event, bits(a, kind), bits(b, kind), kind == Cdata.Kind.UINT64));
    }

    private static long compute(Metamethod event, long a, long b, boolean unsigned) {
        return switch (event) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            // C leaves division by zero open; the processor LuaJIT grew up on gives this.
            case DIV -> b == 0 ? Long.MIN_VALUE : unsigned ? Long.divideUnsigned(a, b) : a / b;
            case MOD -> b == 0 ? Long.MIN_VALUE : unsigned ? Long.remainderUnsigned(a, b) : a % b;
            case POW -> unsigned || b >= 0 ? power(a, b) : inversePower(a, b);
            case UNM -> -a;
            case INDEX, NEWINDEX, CALL, EQ, LT, LE, LEN, CONCAT, TOSTRING, METATABLE, PAIRS, IPAIRS, NAME, MODE, GC ->
                throw new IllegalArgumentException(event.key());
        };
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long left = exponent; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    private static long inversePower(long base, long exponent) {
        if (base == 0) {
            return Long.MAX_VALUE;
        }
        return base == 1 || base == -1 && (exponent & 1) == 0 ? 1 : base == -1 ? -1 : 0;
    }

    /** {@code a == b}. */
    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (!fits(a) || !fits(b)) {
            return a == b;
        }
        Cdata.Kind kind = kind(a, b);
        return bits(a, kind) == bits(b, kind);
    }

    /** {@code a < b} as a negative number, {@code a > b} as a positive one. */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (!fits(a) || !fits(b)) {
            throw refused("compare", a, b);
        }
        Cdata.Kind kind = kind(a, b);
        long x = bits(a, kind);
        long y = bits(b, kind);
        return kind == Cdata.Kind.UINT64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
    }

    /** What is said of operands that do not go together. */
    static LuaError refused(String action, @Nullable Object a, @Nullable Object b) {
        String join = action.startsWith("compare") ? "' with '" : "' and '";
        return LuaError.here("attempt to " + action + " '" + Cdata.title(a) + join + Cdata.title(b) + "'");
    }
}
