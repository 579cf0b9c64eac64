package io.moongate.lua.lib;

import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The table {@code bit}: operations on numbers cut to 32 bits, with signed results. */
public final class BitLib {
    private static final int MOST_DIGITS = 254;

    private BitLib() {}

    static LuaTable create() {
        LuaTable bit = new LuaTable(0, 16);
        bit.put("arshift", shift("arshift", (x, n) -> x >> n));
        bit.put("band", new Fold("band", (a, b) -> a & b));
        bit.put("bnot", NativeFunction.of1("bnot", x -> (double) ~word(x, 1)));
        bit.put("bor", new Fold("bor", (a, b) -> a | b));
        bit.put("bswap", NativeFunction.of1("bswap", x -> (double) Integer.reverseBytes(word(x, 1))));
        bit.put("bxor", new Fold("bxor", (a, b) -> a ^ b));
        bit.put("lshift", shift("lshift", (x, n) -> x << n));
        bit.put("rol", shift("rol", Integer::rotateLeft));
        bit.put("ror", shift("ror", Integer::rotateRight));
        bit.put("rshift", shift("rshift", (x, n) -> x >>> n));
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
        return word(Check.number(value, argument));
    }

    private static NativeFunction shift(String name, IntBinaryOperator operator) {
        return NativeFunction.of2(name, (x, n) -> (double) operator.applyAsInt(word(x, 1), word(n, 2) & 31));
    }

    private static @Nullable Object tohex(@Nullable Object value, @Nullable Object digits) {
        int word = word(value, 1);
        int count = digits == null ? 8 : word(digits, 2);
        boolean upper = count < 0;
        // The least int has no positive counterpart; it counts as many, too.
        int shown = (int) Math.min(Math.abs((long) count), MOST_DIGITS);
        String hex = Integer.toHexString(word);
        StringBuilder out = new StringBuilder(shown);
        out.repeat('0', Math.max(0, shown - hex.length())).append(hex, Math.max(0, hex.length() - shown), hex.length());
        return upper ? StringLib.upper(out.toString()) : out.toString();
    }

    private static final class Fold extends NativeFunction.Many {
        private final IntBinaryOperator operator;

        Fold(String name, IntBinaryOperator operator) {
            super(name);
            this.operator = operator;
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return (double) operator.applyAsInt(word(a, 1), word(b, 2));
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            int result = word(Check.number(arguments, 1));
            for (int i = 1; i < arguments.length; i++) {
                result = operator.applyAsInt(result, word(arguments[i], i + 1));
            }
            return (double) result;
        }
    }
}
