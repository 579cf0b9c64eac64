package io.moongate.gateway.script.ngx;

import io.moongate.lua.value.LuaError;

/** Escaping of parts of URIs, byte for byte as nginx does it. */
public final class UriText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** What is escaped, in the order of nginx's numbers: a whole path, a query, one value of a query … */
    public enum Kind {
        PATH(" #%?", 0xff),
        QUERY(" #%+?", 0xff),
        COMPONENT(" \"#$%&+,/:;<=>?@[\\]^`{|}", 0xff),
        HTML(" \"#%'", 0xff),
        REFRESH(" \"'", 0xff),
        MEMCACHED(" %", 0),
        MAIL(" %", 0);

        private static final Kind[] BY_NUMBER = values();

        private final boolean[] escaped = new boolean[256];

        /** @param highest the last of the characters from DEL on that are escaped; 0 for none */
        Kind(String characters, int highest) {
            for (int c = 0; c < 256; c++) {
                escaped[c] = c < 0x20 || c >= 0x7f && c <= highest || characters.indexOf(c) >= 0;
            }
        }

        /** The kind of one of nginx's numbers, 0 to 6. */
        static Kind ofNumber(int number) {
            return BY_NUMBER[number];
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

    /**
     * Refuses control characters, as OpenResty does where a URI would be cut or split by them.
     *
     * @param what what the text is, in the words of the error
     * @param advice what the error says at its end
     */
    static void checkSafe(String text, String what, String advice) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw LuaError.caller("unsafe byte \"0x" + Character.toLowerCase(HEX[c >> 4])
                        + Character.toLowerCase(HEX[c & 15]) + "\" in " + what + " \"" + logged(text) + "\"" + advice);
            }
        }
    }

    /** As nginx writes foreign text into its log. */
    private static String logged(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i) & 255;
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                out.append("\\x").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append((char) c);
            }
        }
        return out.toString();
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
