package io.moongate.lua.lib;

import io.moongate.lua.op.Check;
import io.moongate.lua.value.Values;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code math.random}: L'Ecuyer's combined Tausworthe generator of period 2^223, seeded as LuaJIT seeds it, so that a
 * seed gives the same numbers. Until a program sets a seed, it begins anywhere.
 */
final class RandomNumbers {
    /** For each of the four parts: bits in use, and the two shifts. */
    private static final int[] SIZE = {63, 58, 55, 47};

    private static final int[] FEEDBACK = {31, 19, 24, 21};
    private static final int[] STEP = {18, 28, 7, 8};

    private final long[] parts = new long[4];

    RandomNumbers() {
        seed(ThreadLocalRandom.current().nextDouble() * 0x1p52);
    }

    private void seed(double from) {
        double seed = from;
        for (int i = 0; i < parts.length; i++) {
            seed = seed * Math.PI + Math.E;
            long bits = Double.doubleToRawLongBits(seed);
            long least = 1L << (64 - SIZE[i]);
            parts[i] = Long.compareUnsigned(bits, least) < 0 ? bits + least : bits;
        }
        for (int i = 0; i < 10; i++) {
            next();
        }
    }

    private long next() {
        long result = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = parts[i];
            long low = ((part << FEEDBACK[i]) ^ part) >>> (SIZE[i] - STEP[i]);
            parts[i] = low ^ ((part & (-1L << (64 - SIZE[i]))) << STEP[i]);
            result ^= parts[i];
        }
        return result;
    }

    @Nullable
    Object random(@Nullable Object first, @Nullable Object second) {
        double unit = Double.longBitsToDouble((next() & 0x000fffffffffffffL) | 0x3ff0000000000000L) - 1.0;
        if (first == null) {
            return unit;
        }
        double low = Check.number(first, 1);
        if (second == null) {
            return Math.floor(unit * low) + 1.0;
        }
        double high = Check.number(second, 2);
        return Math.floor(unit * (high - low + 1.0)) + low;
    }

    @Nullable
    Object randomseed(@Nullable Object value) {
        seed(Check.number(value, 1));
        return Values.NONE;
    }
}
