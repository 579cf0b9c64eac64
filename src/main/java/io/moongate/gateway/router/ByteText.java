package io.moongate.gateway.router;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Two forms of text: what arrives on a connection is bytes, one in each character; configuration and expressions are
 * Unicode. Text of ASCII alone is the same in both and is handed on as it is.
 */
final class ByteText {
    private ByteText() {}

    /** Unicode as bytes in characters. */
    static String encoded(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Bytes in characters as Unicode; null where they are not UTF-8. */
    static @Nullable String decoded(String bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
