package io.moongate.gateway.script.ngx;

import org.jspecify.annotations.Nullable;

/** Base64 of byte strings as nginx reads and writes it: padding is not needed, and ends the text where it comes. */
public final class Base64Text {
    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String URL_SAFE = STANDARD.substring(0, 62) + "-_";
    private static final byte[] STANDARD_VALUES = values(STANDARD);
    private static final byte[] URL_SAFE_VALUES = values(URL_SAFE);

    private Base64Text() {}

    /** Encodes, with padding or without. */
    public static String encode(String bytes, boolean padding) {
        return encode(bytes, padding, STANDARD);
    }

    /** Encodes in the alphabet for URLs, without padding. */
    public static String encodeUrl(String bytes) {
        return encode(bytes, false, URL_SAFE);
    }

    /** Decodes, or null where a character is not of the alphabet or the length cannot be. */
    public static @Nullable String decode(String text) {
        return decode(text, STANDARD_VALUES, false);
    }

    /** Decodes the alphabet for URLs. */
    public static @Nullable String decodeUrl(String text) {
        return decode(text, URL_SAFE_VALUES, false);
    }

    /** Decodes what is of the alphabet and passes over everything else, as for mail. */
    public static @Nullable String decodeMime(String text) {
        return decode(text, STANDARD_VALUES, true);
    }

    private static byte[] values(String alphabet) {
        byte[] values = new byte[256];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    private static String encode(String bytes, boolean padding, String alphabet) {
        int length = bytes.length();
        StringBuilder out = new StringBuilder((length + 2) / 3 * 4);
        int at = 0;
        for (; at + 2 < length; at += 3) {
            int bits = bytes.charAt(at) << 16 | bytes.charAt(at + 1) << 8 | bytes.charAt(at + 2);
            out.append(alphabet.charAt(bits >> 18 & 63))
                    .append(alphabet.charAt(bits >> 12 & 63))
                    .append(alphabet.charAt(bits >> 6 & 63))
                    .append(alphabet.charAt(bits & 63));
        }
        int rest = length - at;
        if (rest > 0) {
            int bits = bytes.charAt(at) << 16 | (rest == 2 ? bytes.charAt(at + 1) << 8 : 0);
            out.append(alphabet.charAt(bits >> 18 & 63)).append(alphabet.charAt(bits >> 12 & 63));
            if (rest == 2) {
                out.append(alphabet.charAt(bits >> 6 & 63));
            }
            if (padding) {
                out.append(rest == 2 ? "=" : "==");
            }
        }
        return out.toString();
    }

    private static @Nullable String decode(String text, byte[] values, boolean lenient) {
        byte[] out = new byte[text.length() * 3 / 4 + 3];
        int size = 0;
        int bits = 0;
        int count = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '=') {
                break;
            }
            int value = c < 256 ? values[c] : -1;
            if (value < 0) {
                if (lenient) {
                    continue;
                }
                return null;
            }
            bits = bits << 6 | value;
            if (++count % 4 == 0) {
                out[size++] = (byte) (bits >> 16);
                out[size++] = (byte) (bits >> 8);
                out[size++] = (byte) bits;
            }
        }
        switch (count % 4) {
            case 1 -> {
                return null;
            }
            case 2 -> out[size++] = (byte) (bits >> 4);
            case 3 -> {
                out[size++] = (byte) (bits >> 10);
                out[size++] = (byte) (bits >> 2);
            }
            default -> {}
        }
        return new String(out, 0, size, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
