package io.moongate.gateway.path;

/** Escapes of the form {@code %XX}. */
public final class Percent {
    private static final String DIGITS = "0123456789ABCDEF";

    private Percent() {}

    /** The byte that an escape stands for, given the place of its percent sign; -1 where it is not a whole escape. */
    public static int value(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(at + 1));
        int low = digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** Adds the escape of a byte. */
    public static void append(StringBuilder result, int value) {
        result.append('%').append(DIGITS.charAt(value >> 4 & 15)).append(DIGITS.charAt(value & 15));
    }

    private static int digit(char c) {
        return c > 0x7F ? -1 : Character.digit(c, 16);
    }
}
