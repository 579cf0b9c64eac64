package io.moongate.gateway.script.ngx;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a PCRE pattern into one of {@link java.util.regex.Pattern}, which knows nearly all of it but spells some things
 * otherwise: POSIX classes, brackets and {@code &&} inside classes, braces that are no quantifiers, octal escapes. Named
 * groups become plain ones, since PCRE's names may hold what Java's may not; the names are kept beside.
 */
final class PcreTranslator {
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "0-9"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("space", "\\s\\x0B"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("word", "\\w"),
            Map.entry("ascii", "\\p{ASCII}"));
    /** PCRE counts to 65535. */
    private static final int MOST_DIGITS = 5;

    private static final Set<String> POSIX_NEGATABLE = POSIX.keySet();

    private final String pattern;
    private final boolean extended;
    private final boolean duplicates;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, List<Integer>> names = new LinkedHashMap<>();
    private int at;
    private int groups;
    private int depth;

    /** Whether a quantifier may follow. */
    private boolean repeatable;

    private PcreTranslator(String pattern, boolean extended, boolean duplicates) {
        this.pattern = pattern;
        this.extended = extended;
        this.duplicates = duplicates;
    }

    /**
     * A translated pattern.
     *
     * @param names of groups, with their numbers
     */
    record Translated(String pattern, Map<String, List<Integer>> names) {}

    /** What PCRE refuses too, in its words, or what has no counterpart. */
    static final class Untranslatable extends Exception {
        final int offset;

        /** @param offset where in the pattern it went wrong */
        Untranslatable(String message, int offset) {
            super(message, null, false, false);
            this.offset = offset;
        }
    }

    private Untranslatable wrong(String message, int offset) {
        return new Untranslatable(message, offset);
    }

    private Untranslatable wrongAtEnd(String message) {
        return new Untranslatable(message, pattern.length());
    }

    /**
     * Translates.
     *
     * @param extended whether blanks and comments count for nothing
     * @param duplicates whether groups may have the same name
     */
    static Translated translate(String pattern, boolean extended, boolean duplicates) throws Untranslatable {
        PcreTranslator translator = new PcreTranslator(pattern, extended, duplicates);
        translator.run();
        return new Translated(translator.out.toString(), translator.names);
    }

    private void run() throws Untranslatable {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            switch (c) {
                case '\\' -> {
                    escape(false);
                    repeatable = true;
                }
                case '[' -> {
                    characterClass();
                    repeatable = true;
                }
                case '(' -> group();
                case ')' -> close();
                case '{' -> brace();
                case '*', '+', '?' -> quantifier(1, at);
                case '#' -> comment();
                default -> {
                    out.append(c);
                    at++;
                    boolean blank = extended && (c == ' ' || (c >= '\t' && c <= '\r'));
                    repeatable = blank ? repeatable : c != '|';
                }
            }
        }
        if (depth > 0) {
            throw wrongAtEnd("missing closing parenthesis");
        }
    }

    private void close() throws Untranslatable {
        if (depth == 0) {
            throw wrong("unmatched closing parenthesis", at);
        }
        depth--;
        out.append(')');
        at++;
        repeatable = true;
    }

    /** A quantifier of some characters, with what makes it lazy or possessive. */
    private void quantifier(int length, int culprit) throws Untranslatable {
        if (!repeatable) {
            throw wrong("quantifier does not follow a repeatable item", culprit);
        }
        int end = at + length;
        if (end < pattern.length() && (pattern.charAt(end) == '+' || pattern.charAt(end) == '?')) {
            end++;
        }
        out.append(pattern, at, end);
        at = end;
        repeatable = false;
    }

    private void comment() {
        if (!extended) {
            out.append('#');
            at++;
            repeatable = true;
            return;
        }
        while (at < pattern.length() && pattern.charAt(at) != '\n') {
            at++;
        }
    }

    private void brace() throws Untranslatable {
        int end = at + 1;
        while (end < pattern.length() && (Character.isDigit(pattern.charAt(end)) || pattern.charAt(end) == ',')) {
            end++;
        }
        boolean quantifier = end < pattern.length()
                && pattern.charAt(end) == '}'
                && end > at + 1
                && Character.isDigit(pattern.charAt(at + 1));
        if (quantifier) {
            String[] bounds = pattern.substring(at + 1, end).split(",", -1);
            if (bounds.length > 2) {
                throw wrong("quantifiers with two commas are not supported", at);
            }
            if (bounds.length == 2
                    && !bounds[1].isEmpty()
                    && new BigInteger(bounds[0]).compareTo(new BigInteger(bounds[1])) > 0) {
                throw wrong("numbers out of order in {} quantifier", end);
            }
            if (bounds[0].length() > MOST_DIGITS || bounds[bounds.length - 1].length() > MOST_DIGITS) {
                throw wrong("number too big in {} quantifier", end);
            }
            quantifier(end + 1 - at, end);
        } else {
            out.append("\\{");
            at++;
            repeatable = true;
        }
    }

    private void group() throws Untranslatable {
        if (!pattern.startsWith("(?", at)) {
            if (pattern.startsWith("(*", at)) {
                throw wrong("verbs are not supported", at);
            }
            groups++;
            open("(");
            at++;
            return;
        }
        String rest = pattern.substring(at + 2);
        if (rest.startsWith("#")) {
            int end = pattern.indexOf(')', at);
            if (end < 0) {
                throw wrongAtEnd("missing ) after (?# comment");
            }
            at = end + 1;
        } else if (rest.startsWith("P=")) {
            backReference(at + 4, ')');
        } else if (rest.startsWith("P<") || rest.startsWith("'") || named(rest)) {
            int start = at + (rest.startsWith("P<") ? 4 : 3);
            int end = pattern.indexOf(rest.startsWith("'") ? '\'' : '>', start);
            if (end < 0) {
                throw wrongAtEnd("syntax error in subpattern name (missing terminator?)");
            }
            if (Character.isDigit(pattern.charAt(start))) {
                throw wrong("subpattern name must start with a non-digit", start);
            }
            groups++;
            name(pattern.substring(start, end));
            open("(");
            at = end + 1;
        } else if (rest.startsWith("P>")
                || rest.startsWith("&")
                || rest.startsWith("R")
                || (!rest.isEmpty() && (Character.isDigit(rest.charAt(0)) || rest.startsWith("+")))
                || rest.startsWith("(")
                || rest.startsWith("|")) {
            throw wrong("recursion and conditions are not supported", at);
        } else {
            flagsOrGroup(rest);
        }
    }

    private void open(String text) {
        out.append(text);
        depth++;
        repeatable = false;
    }

    /** {@code (?i)} for the rest of the group, {@code (?i:} for a group, or one that captures nothing or looks around. */
    private void flagsOrGroup(String rest) throws Untranslatable {
        int end = 0;
        while (end < rest.length() && "imsx-".indexOf(rest.charAt(end)) >= 0) {
            end++;
        }
        char next = end < rest.length() ? rest.charAt(end) : 0;
        if (next == ')' || next == ':') {
            out.append("(?").append(rest, 0, end).append(next);
            at += 3 + end;
            depth += next == ':' ? 1 : 0;
            repeatable = false;
            return;
        }
        if (end > 0 || "=!>".indexOf(next) < 0 && !rest.startsWith("<=") && !rest.startsWith("<!")) {
            if (next == 0) {
                throw wrongAtEnd("missing closing parenthesis");
            }
            throw wrong("unrecognized character after (? or (?-", at + 2 + end);
        }
        int length = rest.startsWith("<") ? 2 : 1;
        open("(?" + rest.substring(0, length));
        at += 2 + length;
    }

    /** The group that just began has a name; PCRE wants to be told where another has it too. */
    private void name(String name) throws Untranslatable {
        List<Integer> known = names.computeIfAbsent(name, any -> new ArrayList<>(1));
        if (!known.isEmpty() && !duplicates) {
            throw wrong("two named subpatterns have the same name (PCRE2_DUPNAMES not set)", pattern.indexOf(name, at));
        }
        known.add(groups);
    }

    private static boolean named(String rest) {
        return rest.startsWith("<") && rest.length() > 1 && rest.charAt(1) != '=' && rest.charAt(1) != '!';
    }

    private void backReference(int start, char close) throws Untranslatable {
        int end = pattern.indexOf(close, start);
        List<Integer> groupsOfName = end < 0 ? null : names.get(pattern.substring(start, end));
        if (groupsOfName == null) {
            throw wrong("reference to non-existent subpattern", start);
        }
        out.append("(?:\\").append(groupsOfName.getFirst()).append(')');
        at = end + 1;
        repeatable = true;
    }

    private void escape(boolean inClass) throws Untranslatable {
        if (at + 1 >= pattern.length()) {
            throw wrongAtEnd("\\ at end of pattern");
        }
        char c = pattern.charAt(at + 1);
        switch (c) {
            case 'Q' -> {
                int end = pattern.indexOf("\\E", at + 2);
                String text = pattern.substring(at + 2, end < 0 ? pattern.length() : end);
                text.chars().forEach(this::literal);
                at = end < 0 ? pattern.length() : end + 2;
            }
            case 'E' -> at += 2;
            case 'k', 'g' -> reference(c);
            case 'K', 'C' -> throw wrong("\\" + c + " is not supported", at);
            case 'F', 'L', 'l', 'U', 'u' ->
                throw wrong("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u", at + 2);
            case 'N' -> {
                out.append("[^\\n]");
                at += 2;
            }
            case '0' -> octal(at + 1);
            case 'b' -> {
                out.append(inClass ? "\\x08" : "\\b");
                at += 2;
            }
            default -> {
                if (c >= '1' && c <= '9' && (inClass || isOctal())) {
                    octal(at + 1);
                } else if (c < 128 && Character.isLetter(c) && "aAbBcdDefGhHnpPrRsStvVwWxXzZ".indexOf(c) < 0) {
                    throw wrong("unrecognized character follows \\", at + 1);
                } else {
                    out.append('\\').append(c);
                    at += 2;
                }
            }
        }
    }

    private void reference(char kind) throws Untranslatable {
        char open = at + 2 < pattern.length() ? pattern.charAt(at + 2) : 0;
        if (kind == 'g' && Character.isDigit(open)) {
            out.append("(?:\\").append(open).append(')');
            at += 3;
            return;
        }
        char close = switch (open) {
            case '<' -> '>';
            case '{' -> '}';
            case '\'' -> '\'';
            default ->
                throw wrong(
                        "\\k is not followed by a braced, angle-bracketed, or quoted name",
                        Math.min(at + 2, pattern.length()));
        };
        int end = pattern.indexOf(close, at + 3);
        if (end > 0 && pattern.substring(at + 3, end).matches("\\d+")) {
            out.append("(?:\\").append(pattern, at + 3, end).append(')');
            at = end + 1;
        } else {
            backReference(at + 3, close);
        }
    }

    /** Digits of more than one place are a reference only if there are as many groups. */
    private boolean isOctal() {
        int end = at + 1;
        while (end < pattern.length() && end < at + 4 && Character.isDigit(pattern.charAt(end))) {
            end++;
        }
        return end > at + 2 && Integer.parseInt(pattern.substring(at + 1, end)) > groups;
    }

    private void octal(int start) {
        int end = start;
        while (end < pattern.length() && end < start + 3 && pattern.charAt(end) >= '0' && pattern.charAt(end) <= '7') {
            end++;
        }
        if (end == start) {
            literal(pattern.charAt(start));
            at = start + 1;
            return;
        }
        int code = Integer.parseInt(pattern.substring(start, end), 8);
        out.append(String.format(Locale.ROOT, "\\x%02X", code & 255));
        at = end;
    }

    private void literal(int c) {
        if (c < 128 && !Character.isLetterOrDigit(c)) {
            out.append('\\');
        }
        out.append((char) c);
    }

    private void characterClass() throws Untranslatable {
        out.append('[');
        at++;
        int from = -1;
        int before = -1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == ']' && !first) {
                out.append(']');
                at++;
                return;
            }
            first = false;
            boolean range = from >= 0;
            if (range && c != '\\' && c != '[' && c < from) {
                throw wrong("range out of order in character class", at);
            }
            from = c == '-' && before >= 0 && !range ? before : -1;
            before = c == '\\' || c == '[' || range || from >= 0 ? -1 : c;
            if (c == '\\') {
                escape(true);
            } else if (c == '[') {
                posixOrBracket();
            } else if (c == ']' || c == '&' || c == '^' || c == '#' || c == ' ' || c == '\t' || c == '\n') {
                out.append('\\').append(c);
                at++;
            } else {
                out.append(c);
                at++;
            }
        }
        throw wrongAtEnd("missing terminating ] for character class");
    }

    private void posixOrBracket() throws Untranslatable {
        String name = posixName();
        if (name == null) {
            out.append("\\[");
            at++;
            return;
        }
        boolean negated = name.startsWith("^");
        String known = negated ? name.substring(1) : name;
        if (!POSIX_NEGATABLE.contains(known)) {
            throw wrong("unknown POSIX class name", at);
        }
        out.append(negated ? "[^" + POSIX.get(known) + "]" : POSIX.get(known));
        at += name.length() + 4;
    }

    private @Nullable String posixName() {
        if (!pattern.startsWith("[:", at)) {
            return null;
        }
        int end = pattern.indexOf(":]", at + 2);
        if (end < 0) {
            return null;
        }
        String name = pattern.substring(at + 2, end);
        return name.matches("\\^?[a-z]+") ? name : null;
    }
}
