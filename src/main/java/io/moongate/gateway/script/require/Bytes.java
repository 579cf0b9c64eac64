package io.moongate.gateway.script.require;

import java.nio.charset.StandardCharsets;

/** Lua's byte strings as arrays of bytes, and back. */
public final class Bytes {
    private Bytes() {}

    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What bytes of UTF-8 spell. */
    public static String decode(String bytes) {
        return new String(of(bytes), StandardCharsets.UTF_8);
    }

    /** A text of Java's in UTF-8. */
    public static String encode(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }
}
