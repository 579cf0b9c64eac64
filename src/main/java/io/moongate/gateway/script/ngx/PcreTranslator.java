package io.moongate.gateway.script.ngx;

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
    private static final Set<String> POSIX_NEGATABLE = POSIX.keySet();

    private final String pattern;
    private final boolean extended;
    private final boolean duplicates;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, List<Integer>> names = new LinkedHashMap<>();
    private int at;
    private int groups;

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

    /** What cannot be translated. */
    static final class Untranslatable extends Exception {
        Untranslatable(String message) {
            super(message, null, false, false);
        }
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
                case '\\' -> escape(false);
                case '[' -> characterClass();
                case '(' -> group();
                case '{' -> brace();
                case '#' -> comment();
                default -> {
                    out.append(c);
                    at++;
                }
            }
        }
    }

    private void comment() {
        if (!extended) {
            out.append('#');
            at++;
            return;
        }
        while (at < pattern.length() && pattern.charAt(at) != '\n') {
            at++;
        }
    }

    private void brace() {
        int end = at + 1;
        while (end < pattern.length() && (Character.isDigit(pattern.charAt(end)) || pattern.charAt(end) == ',')) {
            end++;
        }
        boolean quantifier = end < pattern.length()
                && pattern.charAt(end) == '}'
                && end > at + 1
                && Character.isDigit(pattern.charAt(at + 1));
        if (quantifier) {
            out.append(pattern, at, end + 1);
            at = end + 1;
        } else {
            out.append("\\{");
            at++;
        }
    }

    private void group() throws Untranslatable {
        if (!pattern.startsWith("(?", at)) {
            if (pattern.startsWith("(*", at)) {
                throw new Untranslatable("verbs are not supported");
            }
            groups++;
            out.append('(');
            at++;
            return;
        }
        String rest = pattern.substring(at + 2);
        if (rest.startsWith("#")) {
            int end = pattern.indexOf(')', at);
            if (end < 0) {
                throw new Untranslatable("missing ) after comment");
            }
            at = end + 1;
        } else if (rest.startsWith("P=")) {
            backReference(at + 4, ')');
        } else if (rest.startsWith("P<") || rest.startsWith("'") || named(rest)) {
            int start = at + (rest.startsWith("P<") ? 4 : 3);
            int end = pattern.indexOf(rest.startsWith("'") ? '\'' : '>', start);
            if (end < 0) {
                throw new Untranslatable("syntax error in subpattern name (missing terminator)");
            }
            groups++;
            name(pattern.substring(start, end));
            out.append('(');
            at = end + 1;
        } else if (rest.startsWith("P>")
                || rest.startsWith("&")
                || rest.startsWith("R")
                || (!rest.isEmpty() && (Character.isDigit(rest.charAt(0)) || rest.startsWith("+")))
                || rest.startsWith("(")
                || rest.startsWith("|")) {
            throw new Untranslatable("recursion and conditions are not supported");
        } else {
            out.append("(?");
            at += 2;
        }
    }

    /** The group that just began has a name; PCRE wants to be told where another has it too. */
    private void name(String name) throws Untranslatable {
        List<Integer> known = names.computeIfAbsent(name, any -> new ArrayList<>(1));
        if (!known.isEmpty() && !duplicates) {
            throw new Untranslatable("two named subpatterns have the same name (PCRE2_DUPNAMES not set)");
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
            throw new Untranslatable("reference to non-existent subpattern");
        }
        out.append("(?:\\").append(groupsOfName.getFirst()).append(')');
        at = end + 1;
    }

    private void escape(boolean inClass) throws Untranslatable {
        if (at + 1 >= pattern.length()) {
            throw new Untranslatable("\\ at end of pattern");
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
            case 'K', 'C' -> throw new Untranslatable("\\" + c + " is not supported");
            case '0' -> octal(at + 1);
            case 'b' -> {
                out.append(inClass ? "\\x08" : "\\b");
                at += 2;
            }
            default -> {
                if (c >= '1' && c <= '9' && (inClass || isOctal())) {
                    octal(at + 1);
                } else if (c < 128 && Character.isLetter(c) && "aAbBcdDefGhHnNpPrRsStuvVwWxXzZ".indexOf(c) < 0) {
                    literal(c);
                    at += 2;
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
            default -> throw new Untranslatable("a reference must be followed by a name");
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
        int start = at;
        out.append('[');
        at++;
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
        throw new Untranslatable("missing terminating ] for character class at offset " + start);
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
            throw new Untranslatable("unknown POSIX class name");
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
