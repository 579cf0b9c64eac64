package io.moongate.gateway.schema.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text and keeping what is no UTF-8: each such byte becomes a lone low surrogate, which no UTF-8 text can hold,
 * so that rules can refuse it by name instead of the text being changed silently.
 */
final class Utf8 {
    private static final int ESCAPE = 0xDC00;

    private Utf8() {}

    /** Decodes bytes given as a text of one char a byte. */
    static String ofLatin1(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) > 127) {
                return decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes;
    }

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
        return out.flip().toString();
    }
}
