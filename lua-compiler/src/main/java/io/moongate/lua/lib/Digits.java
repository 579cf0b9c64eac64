package io.moongate.lua.lib;

import io.moongate.lua.value.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Correctly rounded decimal digits of a finite, non-negative double: its value is {@code d.ddd × 10^exponent}.
 *
 * <p>Ties go away from zero, as LuaJIT has it. The shortest digits that the JDK finds decide in nearly all cases; where
 * they cannot (a tie, or more digits than a double has), the exact value does.
 *
 * @param text the digits, at least one
 * @param exponent the power of ten of the first digit
 */
record Digits(String text, int exponent) {

    /** Up to this many digits, the shortest digits padded with zeros are the exact value rounded. */
    private static final int SAFE_DIGITS = 15;

    private static final Digits ZERO = new Digits("0", 0);

    /** The first {@code count} digits of a value, rounded, with zeros after them where it is shorter. */
    static Digits significant(double value, int count) {
        if (value == 0) {
            return new Digits("0".repeat(count), 0);
        }
        if (count <= SAFE_DIGITS) {
            int exponent = Decimals.exponent(value, count);
            long digits = Decimals.significant(value, count, exponent);
            if (digits >= 0) {
                return new Digits(Long.toString(digits), exponent);
            }
        }
        Digits shortest = shortest(value);
        int length = shortest.text.length();
        if (length <= count && shortest.isNearest(value, count)) {
            return new Digits(shortest.text + "0".repeat(count - length), shortest.exponent);
        }
        if (length > count && !tie(shortest.text, count)) {
            return round(shortest, count);
        }
        BigDecimal exact = new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_UP));
        String digits = exact.unscaledValue().toString();
        int exponent = digits.length() - 1 - exact.scale();
        return new Digits(digits + "0".repeat(Math.max(0, count - digits.length())), exponent);
    }

    /** The value rounded to {@code decimals} places after the point, written out with its point if any. */
    static String fixed(double value, int decimals) {
        long scaled = Decimals.scaled(value, decimals);
        return scaled < 0 ? fixedExactly(value, decimals) : point(scaled, decimals);
    }

    /** Puts the point before the last digits of a whole number. */
    private static String point(long scaled, int decimals) {
        if (decimals == 0) {
            return Long.toString(scaled);
        }
        String digits = Long.toString(scaled);
        StringBuilder out = new StringBuilder(digits.length() + decimals + 2);
        int whole = digits.length() - decimals;
        if (whole > 0) {
            return out.append(digits, 0, whole)
                    .append('.')
                    .append(digits, whole, digits.length())
                    .toString();
        }
        return out.append("0.").repeat('0', -whole).append(digits).toString();
    }

    private static String fixedExactly(double value, int decimals) {
        Digits shortest = value == 0 ? ZERO : shortest(value);
        int length = shortest.text.length();
        int count = shortest.exponent + 1 + decimals;
        if (value == 0 || (length <= count && shortest.isNearest(value, count))) {
            return place(shortest, decimals);
        }
        if (count > 0 && length > count && !tie(shortest.text, count)) {
            return place(round(shortest, count), decimals);
        }
        if (count < 0) {
            return place(ZERO, decimals);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** The shortest digits that read back as this value; nearest to it among those. */
    static Digits shortest(double value) {
        String text = Double.toString(value);
        int e = text.indexOf('E');
        int end = e < 0 ? text.length() : e;
        int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
        int point = text.indexOf('.');
        StringBuilder digits = new StringBuilder(end);
        digits.append(text, 0, point).append(text, point + 1, end);
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (last > first + 1 && digits.charAt(last - 1) == '0') {
            last--;
        }
        return new Digits(digits.substring(first, last), exponent + point - 1 - first);
    }

    /** Whether these digits with zeros after them are nearer to the value than any other {@code count} digits. */
    private boolean isNearest(double value, int count) {
        return count <= SAFE_DIGITS && value >= Double.MIN_NORMAL
                || Math.ulp(value) < 0.99 * Math.pow(10, exponent - count + 1);
    }

    /** Whether what follows the first {@code count} digits is exactly one half of the last of them. */
    private static boolean tie(String digits, int count) {
        return digits.length() == count + 1 && digits.charAt(count) == '5';
    }

    private static Digits round(Digits digits, int count) {
        String text = digits.text;
        if (text.charAt(count) < '5') {
            return new Digits(text.substring(0, count), digits.exponent);
        }
        char[] up = text.substring(0, count).toCharArray();
        int i = count - 1;
        while (i >= 0 && up[i] == '9') {
            up[i--] = '0';
        }
        if (i < 0) {
            return new Digits("1" + new String(up, 0, count - 1), digits.exponent + 1);
        }
        up[i]++;
        return new Digits(new String(up), digits.exponent);
    }

    private static String place(Digits digits, int decimals) {
        StringBuilder out = new StringBuilder();
        String text = digits.text;
        int whole = digits.exponent + 1;
        if (whole <= 0) {
            out.append('0');
        } else {
            int shown = Math.min(whole, text.length());
            out.append(text, 0, shown).repeat('0', whole - shown);
        }
        if (decimals == 0) {
            return out.toString();
        }
        out.append('.');
        int written = out.length();
        if (whole < 0) {
            out.repeat('0', Math.min(-whole, decimals));
        }
        int from = Math.max(whole, 0);
        if (from < text.length()) {
            out.append(text, from, Math.min(text.length(), from + decimals - (out.length() - written)));
        }
        return out.repeat('0', decimals - (out.length() - written)).toString();
    }
}
