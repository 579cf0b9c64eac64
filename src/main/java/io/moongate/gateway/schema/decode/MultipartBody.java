package io.moongate.gateway.schema.decode;

import io.moongate.gateway.schema.decode.ArgumentDecoder.Files;
import io.moongate.gateway.schema.decode.FormBody.Argument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code multipart/form-data}. A part that is not closed, or that has no name, is left out. */
final class MultipartBody {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)\\bboundary=(?:\"([^\"]+)\"|([^;,\\s]+))");
    private static final Pattern DISPOSITION = Pattern.compile("(?im)^content-disposition\\s*:(.*)$");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)[;\\s]filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

    private MultipartBody() {}

    static List<Argument> parse(String contentType, byte[] body, Files files) {
        List<Argument> result = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return result;
        }
        String delimiter = "--" + group(boundary);
        // One char a byte, so that positions are those of the bytes.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int part = delimiterAt(text, delimiter, 0);
        while (part >= 0) {
            int start = part + delimiter.length();
            if (text.startsWith("--", start)) {
                break;
            }
            int next = delimiterAt(text, delimiter, start);
            if (next < 0) {
                break;
            }
            add(result, text.substring(start, next), files);
            part = next;
        }
        return result;
    }

    /** The next delimiter at the start of a line, or -1. */
    private static int delimiterAt(String text, String delimiter, int from) {
        int at = text.indexOf(delimiter, from);
        while (at > 0 && text.charAt(at - 1) != '\n') {
            at = text.indexOf(delimiter, at + 1);
        }
        return at;
    }

    /** Reads what stands between two delimiters: a line end, headers, an empty line, content, a line end. */
    private static void add(List<Argument> result, String part, Files files) {
        int headers = part.indexOf('\n') + 1;
        int end = part.length();
        end -= part.endsWith("\r\n") ? 2 : part.endsWith("\n") ? 1 : 0;
        int blank = part.indexOf("\r\n\r\n", Math.max(0, headers - 2));
        int content = blank + 4;
        if (blank < 0) {
            blank = part.indexOf("\n\n", Math.max(0, headers - 1));
            content = blank + 2;
        }
        if (blank < 0 || headers == 0) {
            return;
        }
        Matcher disposition = DISPOSITION.matcher(part.substring(0, blank));
        if (!disposition.find()) {
            return;
        }
        String parameters = disposition.group(1);
        String name = find(NAME, parameters);
        if (name == null || name.isEmpty()) {
            return;
        }
        String value = content <= end ? Utf8.ofLatin1(part.substring(content, end)) : "";
        String fileName = find(FILE_NAME, parameters);
        result.add(new Argument(name, fileName != null && files == Files.AS_MAP ? file(fileName, value) : value));
    }

    private static @Nullable String find(Pattern pattern, String parameters) {
        Matcher matcher = pattern.matcher(parameters);
        return matcher.find() ? Utf8.ofLatin1(group(matcher)) : null;
    }

    private static String group(Matcher matcher) {
        String quoted = matcher.group(1);
        return quoted != null ? quoted : matcher.group(2);
    }

    private static Map<String, Object> file(String name, String content) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("filename", name);
        result.put("content", content);
        return result;
    }
}
