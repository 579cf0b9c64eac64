package io.moongate.gateway.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms in several parts, each a name and its bytes. Text is bytes as characters. */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]+)\"?");
    private static final Pattern NAME = Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");

    private Multipart() {}

    /** The parts by name; of several with one name the last counts. */
    public static Map<String, String> parse(String body, String contentType) {
        Map<String, String> parts = new LinkedHashMap<>();
        each(body, contentType, parts::put);
        return parts;
    }

    /** Hands out name and bytes of each part; none where the type has no boundary. */
    public static void each(String body, String contentType, BiConsumer<String, String> sink) {
        String boundary = boundary(contentType);
        if (boundary == null) {
            return;
        }
        String mark = "--" + boundary;
        int at = body.indexOf(mark);
        while (at >= 0) {
            int start = at + mark.length();
            int next = body.indexOf(mark, start);
            if (next < 0) {
                break;
            }
            part(body.substring(start, next), sink);
            at = next;
        }
    }

    public static @Nullable String boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static void part(String text, BiConsumer<String, String> sink) {
        int line = text.startsWith("\r\n") ? 2 : text.startsWith("\n") ? 1 : 0;
        int crlf = text.indexOf("\r\n\r\n");
        int lf = text.indexOf("\n\n");
        int head = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf : lf;
        if (head < 0) {
            return;
        }
        Matcher matcher = NAME.matcher(text.substring(Math.min(line, head), head));
        if (!matcher.find()) {
            return;
        }
        int start = head == crlf ? head + 4 : head + 2;
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.endsWith("\n") ? text.length() - 1 : text.length();
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        sink.accept(name, start <= end ? text.substring(start, end) : "");
    }

    /** A boundary that nobody will have in a body. */
    public static String newBoundary() {
        return Integer.toUnsignedString(ThreadLocalRandom.current().nextInt());
    }

    /** Writes parts in the order given. */
    public static String write(Iterable<Map.Entry<String, String>> parts, String boundary) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> part : parts) {
            out.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
            out.append(part.getKey())
                    .append("\"\r\n\r\n")
                    .append(part.getValue())
                    .append("\r\n");
        }
        return out.append("--").append(boundary).append("--\r\n").toString();
    }
}
