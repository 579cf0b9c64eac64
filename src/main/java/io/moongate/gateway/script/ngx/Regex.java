package io.moongate.gateway.script.ngx;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A compiled pattern with its options, as {@code ngx.re} takes them: {@code i}, {@code s}, {@code m}, {@code x}, {@code u}
 * and {@code U} as in PCRE, {@code a} anchors at the start, {@code o} and {@code j} are hints and change nothing here,
 * {@code d} finds what backtracking finds and not the longest.
 */
final class Regex {
    private static final long LOOKS_AT_LEAST = 5_000_000;
    private static final long LOOKS_A_CHARACTER = 2_000;
    private static final String OPTIONS = "aDdijJmosuUx";

    final Pattern pattern;
    final Map<String, List<Integer>> names;
    final boolean anchored;

    /** Whether a name stands for a list of what its groups captured ({@code D}). */
    final boolean lists;

    /** Whether only the whole match is captured ({@code d}). */
    final boolean bare;

    private final boolean unicode;

    private Regex(Pattern pattern, Map<String, List<Integer>> names, String options, boolean unicode) {
        this.pattern = pattern;
        this.names = names;
        this.anchored = options.indexOf('a') >= 0;
        this.lists = options.indexOf('D') >= 0;
        this.bare = options.indexOf('d') >= 0;
        this.unicode = unicode;
    }

    /** The options hold a letter that is none. */
    static final class UnknownOption extends Exception {
        UnknownOption(char letter, String options) {
            super("unknown flag \"" + letter + "\" (flags \"" + options + "\")", null, false, false);
        }
    }

    /** Compiles, or tells what is wrong with the pattern. */
    static Regex compile(String source, String options) throws UnknownOption, PcreTranslator.Untranslatable {
        int flags = Pattern.UNIX_LINES;
        boolean unicode = false;
        for (int i = 0; i < options.length(); i++) {
            char letter = options.charAt(i);
            if (OPTIONS.indexOf(letter) < 0) {
                throw new UnknownOption(letter, options);
            }
            flags |= switch (letter) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                case 'u', 'U' -> Pattern.UNICODE_CASE;
                default -> 0;
            };
            unicode |= letter == 'u' || letter == 'U';
        }
        String text = unicode ? toUnicode(source) : source;
        PcreTranslator.Translated translated =
                PcreTranslator.translate(text, options.indexOf('x') >= 0, options.indexOf('D') >= 0);
        try {
            Pattern pattern = Pattern.compile(translated.pattern(), flags);
            return new Regex(pattern, translated.names(), options, unicode);
        } catch (PatternSyntaxException e) {
            throw new PcreTranslator.Untranslatable(e.getDescription(), text.length());
        }
    }

    /** A matcher over a subject, which ends in {@link BoundedText.LimitExceeded} when it takes too long. */
    Matcher matcher(String subject) {
        String text = unicode ? toUnicode(subject) : subject;
        return pattern.matcher(new BoundedText(text, LOOKS_AT_LEAST + LOOKS_A_CHARACTER * text.length()));
    }

    /** Finds the next match from a place of the matcher's text on. */
    boolean find(Matcher matcher, int from) {
        if (from > length(matcher)) {
            return false;
        }
        if (!anchored) {
            return matcher.find(from);
        }
        matcher.region(from, length(matcher)).useTransparentBounds(true).useAnchoringBounds(false);
        return matcher.lookingAt();
    }

    private static int length(Matcher matcher) {
        return matcher.reset().regionEnd();
    }

    /** A piece of the matcher's text as bytes. */
    String bytes(String piece) {
        return unicode ? new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) : piece;
    }

    /** How many bytes the matcher's text has before a place. */
    int byteOffset(String text, int place) {
        return unicode ? text.substring(0, place).getBytes(StandardCharsets.UTF_8).length : place;
    }

    /** The place in the matcher's text where a byte of the subject is. */
    int place(String subject, int offset) {
        return unicode
                ? toUnicode(subject.substring(0, Math.min(offset, subject.length())))
                        .length()
                : offset;
    }

    /** The subject as the matcher sees it. */
    String text(String subject) {
        return unicode ? toUnicode(subject) : subject;
    }

    private static String toUnicode(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
