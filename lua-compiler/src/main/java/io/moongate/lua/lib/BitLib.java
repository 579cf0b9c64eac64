package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The table {@code bit}: operations on numbers cut to 32 bits, with signed results, and on 64-bit integers. */
public final class BitLib {
    private static final int MOST_DIGITS = 254;

    private BitLib() {}

    static LuaTable create() {
        LuaTable bit = new LuaTable(0, 16);
        bit.put("arshift", shift("arshift", (x, n) -> x >> n, (x, n) -> x >> n));
        bit.put("band", new Fold("band", (a, b) -> a & b, (a, b) -> a & b));
        bit.put("bnot", NativeFunction.of1("bnot", BitLib::bnot));
        bit.put("bor", new Fold("bor", (a, b) -> a | b, (a, b) -> a | b));
        bit.put("bswap", NativeFunction.of1("bswap", BitLib::bswap));
        bit.put("bxor", new Fold("bxor", (a, b) -> a ^ b, (a, b) -> a ^ b));
        bit.put("lshift", shift("lshift", (x, n) -> x << n, (x, n) -> x << n));
        bit.put("rol", shift("rol", Integer::rotateLeft, (x, n) -> Long.rotateLeft(x, (int) n)));
        bit.put("ror", shift("ror", Integer::rotateRight, (x, n) -> Long.rotateRight(x, (int) n)));
        bit.put("rshift", shift("rshift", (x, n) -> x >>> n, (x, n) -> x >>> n));
        bit.put("tobit", NativeFunction.of1("tobit", x -> (double) word(x, 1)));
        bit.put("tohex", NativeFunction.of2("tohex", BitLib::tohex));
        return bit;
    }

    /** The low 32 bits of a number rounded to a whole one. */
    static int word(double number) {
        // Adding this puts the low bits of the whole part at the end of the mantissa, as LuaJIT does.
        return (int) Double.doubleToRawLongBits(number + 0x1.8p52);
    }

    private static int word(@Nullable Object value, int argument) {
        if (value instanceof Cdata data && data.isInteger()) {
            return (int) data.bits();
        }
        return word(Check.number(value, argument));
    }

    private static boolean isWide(@Nullable Object value) {
        return value instanceof Cdata data && data.isInteger();
    }

    private static @Nullable Object bnot(@Nullable Object x) {
        return x instanceof Cdata data && data.isInteger()
                ? (Object) new Cdata(data.kind(), ~data.bits())
                : (Object) (double) ~word(x, 1);
    }

    private static @Nullable Object bswap(@Nullable Object x) {
        return x instanceof Cdata data && data.isInteger()
                ? (Object) new Cdata(data.kind(), Long.reverseBytes(data.bits()))
                : (Object) (double) Integer.reverseBytes(word(x, 1));
    }

    private static NativeFunction shift(String name, IntBinaryOperator operator, LongBinaryOperator wide) {
        return NativeFunction.of2(
                name,
                (x, n) -> x instanceof Cdata data && data.isInteger()
                        ? (Object) new Cdata(data.kind(), wide.applyAsLong(data.bits(), word(n, 2) & 63))
                        : (Object) (double) operator.applyAsInt(word(x, 1), word(n, 2) & 31));
    }

    private static @Nullable Object tohex(@Nullable Object value, @Nullable Object digits) {
        boolean isWide = isWide(value);
        String hex = isWide && value instanceof Cdata data
                ? Long.toHexString(data.bits())
                : Integer.toHexString(word(value, 1));
        if (digits == null && !BaseLib.missing(null, 2)) {
            throw ArgumentError.nil(2, "number");
        }
        int count = digits == null ? isWide ? 16 : 8 : word(digits, 2);
        boolean upper = count < 0;
        // The least int has no positive counterpart; it counts as many, too.
        int shown = (int) Math.min(Math.abs((long) count), MOST_DIGITS);
        StringBuilder out = new StringBuilder(shown);
        out.repeat('0', Math.max(0, shown - hex.length())).append(hex, Math.max(0, hex.length() - shown), hex.length());
        return upper ? StringLib.upper(out.toString()) : out.toString();
    }

    private static final class Fold extends NativeFunction.Many {
        private final IntBinaryOperator operator;
        private final LongBinaryOperator wide;

        Fold(String name, IntBinaryOperator operator, LongBinaryOperator wide) {
            super(name);
            this.operator = operator;
            this.wide = wide;
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            if (a instanceof Double x && b instanceof Double y) {
                return (double) operator.applyAsInt(word(x.doubleValue()), word(y.doubleValue()));
            }
            return callN(new @Nullable Object[] {a, b});
        }

        /** All as 64-bit integers, unsigned if one of them is. */
        private Cdata wide(@Nullable Object[] arguments) {
            Cdata.Kind kind = Cdata.Kind.INT64;
            for (Object argument : arguments) {
                if (argument instanceof Cdata data && data.kind() == Cdata.Kind.UINT64) {
                    kind = Cdata.Kind.UINT64;
                }
            }
            long result = 0;
            for (int i = 0; i < arguments.length; i++) {
                Object argument = arguments[i];
                long bits = argument instanceof Cdata data && data.isInteger()
                        ? data.bits()
                        : Cdata.cut(Check.number(argument, i + 1), kind);
                result = i == 0 ? bits : wide.applyAsLong(result, bits);
            }
            return new Cdata(kind, result);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            for (Object argument : arguments) {
                if (isWide(argument)) {
                    return wide(arguments);
                }
            }
            int result = word(Check.number(arguments, 1));
            for (int i = 1; i < arguments.length; i++) {
                result = operator.applyAsInt(result, word(arguments[i], i + 1));
            }
            return (double) result;
        }
    }
}
