package io.moongate.gateway.regex;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns routes may have, and what pattern a route's text stands for. A path must compile both as PCRE2, which
 * the schema asks, and in the dialect that does the matching; a header only in the latter.
 */
public final class RegexDialect {
    private RegexDialect() {}

    /** Why a path's pattern (the text after {@code ~}) is refused, or null where it is fine. */
    public static @Nullable String check(String pattern) {
        String error = pcreError(pattern);
        return error != null ? error : matchError(ofPath("~" + pattern));
    }

    /**
     * What PCRE2 says against a pattern, in the words that Kong puts into the field's error; null where it compiles.
     */
    public static @Nullable String pcreError(String pattern) {
        String bytes = new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            PcreSyntax.check(bytes);
            return null;
        } catch (PcreSyntax.Refused e) {
            return "invalid regex: '" + pattern + "' (PCRE returned: pcre2_compile() failed: " + e.getMessage()
                    + " in \"" + pattern + "\")";
        }
    }

    /** What the matching dialect says against a whole pattern, or null where it compiles. */
    public static @Nullable String matchError(String pattern) {
        try {
            Regex.compile(pattern);
            return null;
        } catch (RegexSyntaxException e) {
            return e.explained();
        }
    }

    /** The pattern of a path that begins with {@code ~}: anchored in front, with named groups in the older form. */
    public static String ofPath(String path) {
        // As Kong does, wherever the two characters stand: "/a?<" asks for "/a?P<" there too.
        return "^" + path.substring(1).replace("?<", "?P<");
    }

    /** The pattern of a header value that begins with {@code ~*}. */
    public static String ofHeader(String value) {
        return asciiLower(value).substring(2);
    }

    /** Lower case as Lua sees it. */
    public static String asciiLower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
                return lowered(text);
            }
        }
        return text;
    }

    private static String lowered(String text) {
        StringBuilder result = new StringBuilder(text);
        for (int i = 0; i < result.length(); i++) {
            char c = result.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                result.setCharAt(i, (char) (c + 32));
            }
        }
        return result.toString();
    }
}
