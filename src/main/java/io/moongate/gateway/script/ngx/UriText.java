package io.moongate.gateway.script.ngx;

/** Escaping of parts of URIs, byte for byte as nginx does it. */
public final class UriText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** What is escaped: a whole path, or a component such as one value of a query. */
    public enum Kind {
        PATH(" #%?"),
        COMPONENT(" \"#$%&+,/:;<=>?@[\\]^`{|}");

        private final boolean[] escaped = new boolean[256];

        Kind(String characters) {
            for (int c = 0; c < 256; c++) {
                escaped[c] = c < 0x20 || c >= 0x7f || characters.indexOf(c) >= 0;
            }
        }
    }

    private UriText() {}

    /** Escapes; gives the same object where nothing is to be escaped. */
    public static String escape(String bytes, Kind kind) {
        int first = 0;
        int length = bytes.length();
        while (first < length && !kind.escaped[bytes.charAt(first) & 255]) {
            first++;
        }
        if (first == length) {
            return bytes;
        }
        StringBuilder out = new StringBuilder(length + 16).append(bytes, 0, first);
        for (int i = first; i < length; i++) {
            int c = bytes.charAt(i) & 255;
            if (kind.escaped[c]) {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append((char) c);
            }
        }
        return out.toString();
    }

    /** Turns {@code %XX} into bytes, and {@code +} into a blank where that is asked; leaves a stray {@code %} alone. */
    public static String unescape(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && (!plusIsBlank || text.indexOf('+') < 0)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && digit(text.charAt(i + 1)) >= 0 && digit(text.charAt(i + 2)) >= 0) {
                out.append((char) (digit(text.charAt(i + 1)) << 4 | digit(text.charAt(i + 2))));
                i += 2;
            } else {
                out.append(plusIsBlank && c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
