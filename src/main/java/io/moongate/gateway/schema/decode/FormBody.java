package io.moongate.gateway.schema.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code a=1&b=2}: forms and query strings. */
final class FormBody {
    private FormBody() {}

    /**
     * One argument.
     *
     * @param value the text; true where there was no equals sign
     */
    record Argument(String name, Object value) {}

    /**
     * The arguments in order; those without a name are left out.
     *
     * @param limit how many are read at most
     */
    static List<Argument> parse(String text, int limit) {
        List<Argument> result = new ArrayList<>();
        int start = 0;
        while (start <= text.length() && result.size() < limit) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', start);
            boolean bare = equals < 0 || equals > end;
            String name = unescape(text.substring(start, bare ? end : equals));
            if (!name.isEmpty()) {
                result.add(new Argument(name, bare ? Boolean.TRUE : unescape(text.substring(equals + 1, end))));
            }
            start = end + 1;
        }
        return result;
    }

    /** Resolves plus signs and percent escapes; an escape that is none stands for itself. */
    static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return Utf8.ofLatin1(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
            if (value >= 0) {
                bytes.write(value);
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else if (c < 256) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
