package io.moongate.gateway.script.require.openssl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block between {@code -----BEGIN X-----} and {@code -----END X-----}.
 *
 * @param label the X
 * @param headers whether lines with a colon stand in front, as where the block is encrypted the old way
 */
record Pem(String label, byte[] bytes, boolean headers) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** The first block of a text; null where there is none, or it cannot be read. */
    static @Nullable Pem first(String text) {
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (label.endsWith("PARAMETERS")) {
                continue;
            }
            String body = matcher.group(2);
            boolean headers = body.indexOf(':') >= 0;
            try {
                return new Pem(
                        label, headers ? new byte[0] : Base64.getMimeDecoder().decode(body), headers);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }

    /** The text of a block. */
    static String write(String label, byte[] bytes) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String body = new String(lines.encode(bytes), StandardCharsets.ISO_8859_1);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
