package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** Text to number by LuaJIT's rules: decimal, hexadecimal with fraction and exponent, binary, {@code inf} and {@code nan}. */
public final class NumberReader {
    /** From here on LuaJIT says of an exponent that it is malformed. */
    private static final int EXPONENT_END = 1 << 20;

    private static final int MOST_HEX_DIGITS = 64;

    private NumberReader() {}

    /** The number this text is, spaces around it allowed; null when it is none. */
    public static @Nullable Double read(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return start == end ? null : signed(text, start, end);
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static @Nullable Double signed(String text, int start, int end) {
        int at = start;
        boolean negative = text.charAt(at) == '-';
        if (negative || text.charAt(at) == '+') {
            at++;
        }
        if (at == end) {
            return null;
        }
        double value = unsigned(text, at, end);
        if (Double.isNaN(value) && !isWord(text, at, end, "nan")) {
            return null;
        }
        return negative ? -value : value;
    }

    private static boolean isWord(String text, int at, int end, String word) {
        return end - at == word.length() && text.regionMatches(true, at, word, 0, word.length());
    }

    /** NaN when it is no number. */
    private static double unsigned(String text, int at, int end) {
        char first = text.charAt(at);
        if (first == '0' && end - at > 2) {
            char kind = text.charAt(at + 1);
            if (kind == 'x' || kind == 'X') {
                return hexadecimal(text, at + 2, end);
            }
            if (kind == 'b' || kind == 'B') {
                return binary(text, at + 2, end);
            }
        }
        if (first > '9') {
            return isWord(text, at, end, "inf") || isWord(text, at, end, "infinity")
                    ? Double.POSITIVE_INFINITY
                    : Double.NaN;
        }
        return decimal(text, at, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static double decimal(String text, int start, int end) {
        int at = start;
        int digits = 0;
        long whole = 0;
        while (at < end && isDigit(text.charAt(at))) {
            whole = whole * 10 + (text.charAt(at) - '0');
            at++;
            digits++;
        }
        if (at == end && digits <= 18) {
            return digits == 0 ? Double.NaN : whole;
        }
        if (at < end && text.charAt(at) == '.') {
            at++;
            while (at < end && isDigit(text.charAt(at))) {
                at++;
                digits++;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (at < end && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int from = at;
            int exponent = 0;
            for (; at < end && isDigit(text.charAt(at)); at++) {
                exponent = further(exponent, text.charAt(at));
            }
            if (at == from || exponent >= EXPONENT_END) {
                return Double.NaN;
            }
        }
        return at == end ? Double.parseDouble(text.substring(start, end)) : Double.NaN;
    }

    private static double binary(String text, int start, int end) {
        double value = 0;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            if (c != '0' && c != '1') {
                return Double.NaN;
            }
            value = value * 2 + (c - '0');
        }
        return value;
    }

    private static double hexadecimal(String text, int start, int end) {
        int at = start;
        StringBuilder digits = new StringBuilder();
        int scale = 0;
        boolean point = false;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (c == '.' && !point) {
                point = true;
            } else if (Character.digit(c, 16) >= 0 && c < 128) {
                digits.append(c);
                if (point) {
                    scale += 4;
                }
            } else {
                break;
            }
        }
        if (digits.isEmpty()) {
            return Double.NaN;
        }
        int exponent = 0;
        if (at < end && (text.charAt(at) | 0x20) == 'p') {
            at++;
            boolean negative = at < end && text.charAt(at) == '-';
            if (negative || (at < end && text.charAt(at) == '+')) {
                at++;
            }
            int from = at;
            while (at < end && isDigit(text.charAt(at))) {
                exponent = further(exponent, text.charAt(at));
                at++;
            }
            if (at == from || exponent >= EXPONENT_END) {
                return Double.NaN;
            }
            exponent = negative ? -exponent : exponent;
        }
        if (at != end) {
            return Double.NaN;
        }
        if (digits.length() <= 15 && scale == 0 && exponent == 0) {
            return Long.parseLong(digits.toString(), 16);
        }
        return parseHex(digits.toString(), exponent - scale);
    }

    private static int further(int exponent, char digit) {
        return Math.min(EXPONENT_END, exponent * 10 + (digit - '0'));
    }

    private static double parseHex(String digits, int exponent) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        int cut = Math.min(digits.length(), from + MOST_HEX_DIGITS);
        String rest = digits.substring(cut);
        // Of what is cut off, rounding only needs to know whether it was something.
        String sticky = rest.chars().anyMatch(digit -> digit != '0') ? "1" : "0";
        int scaled = exponent + 4 * (rest.length() - 1);
        // Java's own reader of hexadecimal floats rounds correctly.
        return Double.parseDouble("0x" + digits.substring(from, cut) + sticky + "p" + scaled);
    }
}
