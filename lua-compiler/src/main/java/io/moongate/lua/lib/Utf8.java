package io.moongate.lua.lib;

import java.nio.charset.StandardCharsets;

/** Text of the host to and from Lua's byte strings. */
public final class Utf8 {
    private Utf8() {}

    /** Text as UTF-8 bytes, each a char; ASCII passes as it is. */
    public static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** UTF-8 bytes as text; what is not UTF-8 becomes the replacement character. */
    public static String decode(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 128) {
                return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }
}
