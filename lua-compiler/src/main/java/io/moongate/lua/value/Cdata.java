package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * A number beyond doubles, as {@code 10LL}, {@code 10ULL} and {@code 2i} write it: LuaJIT's C data, as far as there is
 * any without C. Each is a key of its own in tables; {@code ==} compares the numbers.
 */
public final class Cdata {
    /** Its type, by LuaJIT's name. */
    public enum Kind {
        INT64("int64_t"),
        UINT64("uint64_t"),
        COMPLEX("complex");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private final Kind kind;
    /** The 64 bits of an integer, or those of the imaginary part as a double. */
    private final long bits;

    public Cdata(Kind kind, long bits) {
        this.kind = kind;
        this.bits = bits;
    }

    /** A literal with its suffix, as the lexer has taken it from a source; null when it is no such number. */
    public static @Nullable Cdata read(String text) {
        int length = text.length();
        char last = length == 0 ? 0 : text.charAt(length - 1);
        if (last == 'i' || last == 'I') {
            Double imaginary = NumberReader.read(text.substring(0, length - 1));
            return imaginary == null ? null : new Cdata(Kind.COMPLEX, Double.doubleToRawLongBits(imaginary));
        }
        boolean wide = text.regionMatches(true, length - 2, "ll", 0, 2);
        boolean unsigned =
                text.regionMatches(true, length - 3, "ull", 0, 3) || text.regionMatches(true, length - 3, "llu", 0, 3);
        if (!wide && !unsigned) {
            return null;
        }
        return integer(text.substring(0, length - (unsigned ? 3 : 2)), unsigned ? Kind.UINT64 : Kind.INT64);
    }

    private static @Nullable Cdata integer(String digits, Kind kind) {
        char letter = digits.length() > 2 && digits.charAt(0) == '0' ? (char) (digits.charAt(1) | 0x20) : 0;
        try {
            return new Cdata(
                    kind,
                    switch (letter) {
                        case 'x' -> Long.parseUnsignedLong(digits.substring(2), 16);
                        case 'b' -> Long.parseUnsignedLong(digits.substring(2), 2);
                        default -> Long.parseUnsignedLong(digits);
                    });
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public Kind kind() {
        return kind;
    }

    /** The bits of an integer. */
    public long bits() {
        return bits;
    }

    public boolean isInteger() {
        return kind != Kind.COMPLEX;
    }

    /** What {@code tonumber} makes of it; null when it has an imaginary part. */
    public @Nullable Double toNumber() {
        return switch (kind) {
            case INT64 -> (double) bits;
            // A bit that rounding must see is kept when the last one is cut off.
            case UINT64 -> bits >= 0 ? (double) bits : (bits >>> 1 | bits & 1) * 2.0;
            case COMPLEX -> null;
        };
    }

    /** A double as 64-bit integer, cut the way the processor does it. */
    public static long cut(double value, Kind kind) {
        double shifted = kind == Kind.UINT64 && value >= TWO_TO_63 ? value - TWO_TO_64 : value;
        return shifted >= -TWO_TO_63 && shifted < TWO_TO_63 ? (long) shifted : Long.MIN_VALUE;
    }

    /** What messages call a value beside C data. */
    public static String title(@Nullable Object value) {
        return value instanceof Cdata data ? data.kind.title : LuaType.name(value);
    }

    /** What {@code tostring} answers. */
    @Override
    public String toString() {
        return switch (kind) {
            case INT64 -> bits + "LL";
            case UINT64 -> Long.toUnsignedString(bits) + "ULL";
            case COMPLEX -> "0+" + Numbers.toString(Double.longBitsToDouble(bits)) + "i";
        };
    }
}
