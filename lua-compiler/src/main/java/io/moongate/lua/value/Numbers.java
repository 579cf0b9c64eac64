package io.moongate.lua.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text: LuaJIT's {@code %.14g}. */
public final class Numbers {
    private static final int DIGITS = 14;
    private static final String[] SMALL = new String[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = Integer.toString(i).intern();
        }
    }

    private Numbers() {}

    public static String toString(double number) {
        int whole = (int) number;
        if (whole == number && (whole != 0 || 1 / number > 0)) {
            return whole >= 0 && whole < SMALL.length ? SMALL[whole] : Integer.toString(whole);
        }
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return "-0";
        }
        if (Math.abs(number) < 1e14 && number == (long) number) {
            return Long.toString((long) number);
        }
        return shortest(number);
    }

    private static String shortest(double number) {
        double magnitude = Math.abs(number);
        int exponent = Decimals.exponent(magnitude, DIGITS);
        long whole = Decimals.significant(magnitude, DIGITS, exponent);
        if (whole < 0) {
            BigDecimal rounded = new BigDecimal(magnitude).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
            String digits = rounded.unscaledValue().toString();
            return layOut(number, digits, digits.length() - 1 - rounded.scale());
        }
        while (whole % 10 == 0) {
            whole /= 10;
        }
        return layOut(number, Long.toString(whole), exponent);
    }

    private static String layOut(double number, String all, int exponent) {
        int kept = all.length();
        while (kept > 1 && all.charAt(kept - 1) == '0') {
            kept--;
        }
        String digits = all.substring(0, kept);
        StringBuilder out = new StringBuilder(24);
        if (number < 0) {
            out.append('-');
        }
        if (exponent < -4 || exponent >= DIGITS) {
            scientific(out, digits, exponent);
        } else if (exponent < 0) {
            out.append("0.").repeat('0', -exponent - 1).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits).repeat('0', exponent + 1 - digits.length());
        } else {
            out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
        return out.toString();
    }

    private static void scientific(StringBuilder out, String digits, int exponent) {
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            out.append('0');
        }
        out.append(size);
    }
}
