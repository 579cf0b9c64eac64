package io.moongate.lua.lib;

/**
 * One directive of a format, such as {@code %-5.2f}, and what it makes of a value.
 *
 * @param conversion the letter at its end, or 0 where the directive is not one
 * @param flags a set of {@link #LEFT} and its like
 * @param width the least number of characters to write
 * @param precision the precision, or -1 if none is given
 * @param end the index in the format after the directive (or after what was wrong with it)
 */
record FormatSpec(char conversion, int flags, int width, int precision, int end) {
    private static final int LEFT = 1;
    private static final int PLUS = 2;
    private static final int SPACE = 4;
    private static final int ALTERNATE = 8;
    private static final int ZERO = 16;

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    /** Reads the directive whose percent sign stands at {@code start}. */
    static FormatSpec parse(String format, int start) {
        int length = format.length();
        int at = start + 1;
        int flags = 0;
        int flag = at < length ? flag(format.charAt(at)) : 0;
        while (flag != 0) {
            flags |= flag;
            at++;
            flag = at < length ? flag(format.charAt(at)) : 0;
        }
        int width = 0;
        for (int digits = 0; digits < 2 && digit(format, at); digits++) {
            width = width * 10 + format.charAt(at++) - '0';
        }
        int precision = -1;
        if (at < length && format.charAt(at) == '.') {
            at++;
            precision = 0;
            for (int digits = 0; digits < 2 && digit(format, at); digits++) {
                precision = precision * 10 + format.charAt(at++) - '0';
            }
        }
        if (at == length) {
            return new FormatSpec('\0', flags, width, precision, at);
        }
        char letter = format.charAt(at);
        boolean bare = at == start + 1;
        if ("diucxXoeEfFgGaAqsp".indexOf(letter) >= 0 || (letter == '%' && bare)) {
            return new FormatSpec(letter, flags, width, precision, at + 1);
        }
        return new FormatSpec('\0', flags, width, precision, letter >= ' ' ? at + 1 : at);
    }

    private static int flag(char c) {
        return switch (c) {
            case '-' -> LEFT;
            case '+' -> PLUS;
            case ' ' -> SPACE;
            case '#' -> ALTERNATE;
            case '0' -> ZERO;
            default -> 0;
        };
    }

    private static boolean digit(String format, int at) {
        return at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9';
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Appends a number by a numeric conversion. */
    void number(StringBuilder out, double value) {
        switch (conversion) {
            case 'd', 'i' -> signed(out, toLong(value));
            case 'u', 'x', 'X', 'o' -> integer(out, unsigned(value));
            case 'c' -> pad(out, String.valueOf((char) ((int) toLong(value) & 255)));
            default -> floating(out, value);
        }
    }

    /** Whether it shows whole numbers. */
    boolean isInteger() {
        return "diuxXo".indexOf(conversion) >= 0;
    }

    /** Appends the 64 bits of a whole number by a conversion for such. */
    void integer(StringBuilder out, long value) {
        switch (conversion) {
            case 'u' -> integer(out, "", Long.toUnsignedString(value));
            case 'x' -> hex(out, "0x", Long.toHexString(value));
            case 'X' -> hex(out, "0X", upper(Long.toHexString(value)));
            case 'o' -> octal(out, Long.toOctalString(value));
            default -> signed(out, value);
        }
    }

    /** Appends text by {@code %s}. */
    void text(StringBuilder out, String text) {
        pad(out, precision >= 0 && precision < text.length() ? text.substring(0, precision) : text);
    }

    /** Appends text by {@code %q}: as a literal that reads back as the same string. */
    static void quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            Room.pause(i);
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\n') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 127) {
                out.append('\\');
                if (digit(text, i + 1) && c < 100) {
                    out.append('0').append((char) ('0' + c / 10)).append((char) ('0' + c % 10));
                } else {
                    out.append((int) c);
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void signed(StringBuilder out, long value) {
        String sign = value < 0 ? "-" : has(PLUS) ? "+" : has(SPACE) ? " " : "";
        integer(out, sign, value < 0 ? Long.toUnsignedString(-value) : Long.toString(value));
    }

    private void hex(StringBuilder out, String prefix, String digits) {
        integer(out, has(ALTERNATE) && !digits.equals("0") ? prefix : "", digits);
    }

    private void octal(StringBuilder out, String digits) {
        boolean zero = digits.equals("0");
        if (has(ALTERNATE) && zero && precision == 0) {
            pad(out, "0");
        } else {
            integer(out, "", has(ALTERNATE) && !zero ? "0" + digits : digits);
        }
    }

    private void integer(StringBuilder out, String prefix, String digits) {
        String shown = precision == 0 && digits.equals("0") ? "" : digits;
        int zeros = Math.max(0, precision - shown.length());
        if (precision < 0 && has(ZERO) && !has(LEFT)) {
            zeros = Math.max(0, width - prefix.length() - shown.length());
        }
        int blanks = width - prefix.length() - zeros - shown.length();
        if (!has(LEFT)) {
            blanks(out, blanks);
        }
        out.append(prefix).repeat('0', zeros).append(shown);
        if (has(LEFT)) {
            blanks(out, blanks);
        }
    }

    private void floating(StringBuilder out, double value) {
        boolean nan = Double.isNaN(value);
        boolean negative = Double.doubleToRawLongBits(value) < 0 && !nan;
        // What is not a number shows no plus, but keeps the space for one.
        boolean plus = has(PLUS) && !nan;
        String sign = negative ? "-" : plus ? "+" : has(SPACE) ? " " : "";
        boolean finite = Double.isFinite(value);
        double magnitude = Math.abs(value);
        String body = finite ? magnitude(magnitude) : nan ? "nan" : "inf";
        if (conversion < 'a') {
            body = upper(body);
        }
        if (finite && (conversion == 'a' || conversion == 'A')) {
            sign += conversion == 'a' ? "0x" : "0X";
        }
        int fill = width - sign.length() - body.length();
        if (has(LEFT)) {
            out.append(sign).append(body);
            blanks(out, fill);
        } else if (has(ZERO) && finite) {
            out.append(sign).repeat('0', Math.max(0, fill)).append(body);
        } else {
            blanks(out, fill);
            out.append(sign).append(body);
        }
    }

    private String magnitude(double magnitude) {
        int digits = precision < 0 ? 6 : precision;
        boolean alternate = has(ALTERNATE);
        return switch (conversion) {
            case 'e', 'E' -> NumberText.scientific(magnitude, digits, alternate);
            case 'f', 'F' -> NumberText.fixed(magnitude, digits, alternate);
            case 'g', 'G' -> NumberText.general(magnitude, digits, alternate);
            default -> NumberText.hexadecimal(magnitude, precision, alternate);
        };
    }

    private void pad(StringBuilder out, String text) {
        if (has(LEFT)) {
            out.append(text);
            blanks(out, width - text.length());
        } else {
            blanks(out, width - text.length());
            out.append(text);
        }
    }

    private static void blanks(StringBuilder out, int count) {
        if (count > 0) {
            out.repeat(' ', count);
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(java.util.Locale.ROOT);
    }

    /** A double cut to a long the way the processor does it: what does not fit becomes the least long. */
    private static long toLong(double value) {
        return value >= -TWO_TO_63 && value < TWO_TO_63 ? (long) value : Long.MIN_VALUE;
    }

    private static long unsigned(double value) {
        return value >= TWO_TO_63 ? toLong(value - TWO_TO_64) : toLong(value);
    }
}
