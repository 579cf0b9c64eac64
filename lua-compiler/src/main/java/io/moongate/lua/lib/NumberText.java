package io.moongate.lua.lib;

/**
 * Numbers as C's {@code printf} writes them, digit by digit as LuaJIT does: the conversions {@code e f g a} on the
 * magnitude of a finite double; signs, padding and what is not finite belong to {@link StringFormat}.
 */
public final class NumberText {
    private NumberText() {}

    /** A number as {@code tostring} shows it: {@code %.14g}. */
    public static String of(double value) {
        int whole = (int) value;
        if (whole == value && (whole != 0 || Double.doubleToRawLongBits(value) == 0)) {
            return Integer.toString(whole);
        }
        return general(value, 14);
    }

    /** A number, finite or not, as {@code %.<precision>g}. */
    public static String general(double value, int precision) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        double magnitude = Math.abs(value);
        String text = Double.isInfinite(magnitude) ? "inf" : general(magnitude, precision, false);
        return negative ? "-" + text : text;
    }

    /** {@code %g} of a magnitude; {@code full} keeps trailing zeros and the point ({@code #}). */
    static String general(double magnitude, int precision, boolean full) {
        int count = Math.max(precision, 1);
        if (!full && magnitude < 1e15 && magnitude == (long) magnitude) {
            String whole = Long.toString((long) magnitude);
            if (whole.length() <= count) {
                return whole;
            }
        }
        Digits digits = Digits.significant(magnitude, count);
        int exponent = digits.exponent();
        String text = digits.text();
        int shown = text.length();
        if (!full) {
            while (shown > 1 && text.charAt(shown - 1) == '0') {
                shown--;
            }
        }
        StringBuilder out = new StringBuilder(count + 8);
        if (exponent < -4 || exponent >= count) {
            out.append(text.charAt(0));
            if (shown > 1 || full) {
                out.append('.').append(text, 1, shown);
            }
            return exponent(out, exponent).toString();
        }
        if (exponent < 0) {
            return out.append("0.")
                    .repeat('0', -exponent - 1)
                    .append(text, 0, shown)
                    .toString();
        }
        int whole = exponent + 1;
        if (shown <= whole) {
            out.append(text, 0, shown).repeat('0', whole - shown);
            return full ? out.append('.').toString() : out.toString();
        }
        return out.append(text, 0, whole).append('.').append(text, whole, shown).toString();
    }

    /** {@code %e} of a magnitude; {@code point} keeps the point even without digits after it ({@code #}). */
    static String scientific(double magnitude, int precision, boolean point) {
        Digits digits = Digits.significant(magnitude, precision + 1);
        StringBuilder out =
                new StringBuilder(precision + 8).append(digits.text().charAt(0));
        if (precision > 0 || point) {
            out.append('.').append(digits.text(), 1, precision + 1);
        }
        return exponent(out, digits.exponent()).toString();
    }

    /** {@code %f} of a magnitude; {@code point} keeps the point even without digits after it ({@code #}). */
    static String fixed(double magnitude, int precision, boolean point) {
        String text = Digits.fixed(magnitude, precision);
        return precision == 0 && point ? text + "." : text;
    }

    /** {@code %a} of a magnitude without its {@code 0x}; a negative precision means as many digits as it takes. */
    static String hexadecimal(double magnitude, int precision, boolean point) {
        long bits = Double.doubleToRawLongBits(magnitude);
        int exponent = (int) (bits >>> 52);
        long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
        long mantissa = fraction;
        if (exponent != 0) {
            mantissa |= 1L << 52;
            exponent -= 1023;
        } else if (fraction != 0) {
            int shift = Long.numberOfLeadingZeros(fraction) - 11;
            mantissa = fraction << shift;
            exponent = -1022 - shift;
        }
        int digits = 13;
        if (precision >= 0 && precision < 13) {
            int dropped = 4 * (13 - precision);
            mantissa = ((mantissa + (1L << (dropped - 1))) >>> dropped) << dropped;
            digits = precision;
        }
        long rest = mantissa & 0xF_FFFF_FFFF_FFFFL;
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit((int) (rest >>> (48 - 4 * i)) & 15, 16));
        }
        if (precision < 0) {
            int last = hex.length();
            while (last > 0 && hex.charAt(last - 1) == '0') {
                last--;
            }
            hex.setLength(last);
        } else {
            hex.repeat('0', Math.max(0, precision - 13));
        }
        StringBuilder out = new StringBuilder().append(mantissa >>> 52);
        if (!hex.isEmpty() || point) {
            out.append('.').append(hex);
        }
        return out.append('p')
                .append(exponent < 0 ? '-' : '+')
                .append(Math.abs(exponent))
                .toString();
    }

    private static StringBuilder exponent(StringBuilder out, int exponent) {
        int size = Math.abs(exponent);
        out.append('e').append(exponent < 0 ? '-' : '+');
        return size < 10 ? out.append('0').append(size) : out.append(size);
    }
}
