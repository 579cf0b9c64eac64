package io.moongate.gateway.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells whether PCRE2 would compile a pattern. Nothing is matched with it: a path must please both dialects, and this
 * one decides which error the client gets. Texts are bytes as characters, as PCRE2 runs without UTF here.
 */
final class PcreSyntax {
    private static final String LITERAL_ESCAPES = "aefnrt0";
    private static final String CLASS_ESCAPES = "dDhHsSvVwW";
    private static final String PLACES = "bBAzZGK";
    private static final String OTHER_ITEMS = "CNRX";
    private static final int MOST_REPEATS = 65535;
    private static final int LONGEST_NAME = 128;

    private final String text;
    private int at;
    private boolean repeatable;
    private boolean verbose;
    private int groups;
    private int furthestReference;
    private final Set<String> names = new HashSet<>();
    /** For each open group, whether white space was ignored outside it. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    /** Why PCRE2 refuses, in its own words. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private PcreSyntax(String text) {
        this.text = text;
    }

    static void check(String bytes) throws Refused {
        PcreSyntax syntax = new PcreSyntax(bytes);
        while (syntax.at < bytes.length()) {
            syntax.item();
        }
        if (!syntax.open.isEmpty()) {
            throw new Refused("missing closing parenthesis");
        }
        if (syntax.furthestReference > syntax.groups) {
            throw new Refused("reference to non-existent subpattern");
        }
    }

    private void item() throws Refused {
        char c = text.charAt(at++);
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                bracketed();
                repeatable = true;
            }
            case '(' -> group();
            case ')' -> {
                if (open.isEmpty()) {
                    throw new Refused("unmatched closing parenthesis");
                }
                verbose = open.pop();
                repeatable = true;
            }
            case '^', '$', '|' -> repeatable = false;
            case '*', '+', '?' -> quantified();
            case '{' -> brace();
            case '#' -> comment(c);
            case ' ', '\t', '\n', '\r', '\f', 0x0B -> {
                if (!verbose) {
                    repeatable = true;
                }
            }
            default -> repeatable = true;
        }
    }

    private void comment(char c) {
        if (!verbose) {
            repeatable = true;
            return;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    private void quantified() throws Refused {
        if (!repeatable) {
            throw new Refused("quantifier does not follow a repeatable item");
        }
        if (peek() == '?' || peek() == '+') {
            at++;
        }
        repeatable = false;
    }

    /** A brace counts only where it makes a quantifier; else it stands for itself. */
    private void brace() throws Refused {
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at, end);
        if (!inside.matches("\\d+(,\\d*)?")) {
            repeatable = true;
            return;
        }
        String[] numbers = inside.split(",");
        int min = repeats(numbers[0]);
        if (numbers.length > 1 && repeats(numbers[1]) < min) {
            throw new Refused("numbers out of order in {} quantifier");
        }
        at = end + 1;
        quantified();
    }

    private static int repeats(String number) throws Refused {
        if (number.length() > 5 || Integer.parseInt(number) > MOST_REPEATS) {
            throw new Refused("number too big in {} quantifier");
        }
        return Integer.parseInt(number);
    }

    private void escape() throws Refused {
        if (at == text.length()) {
            throw new Refused("\\ at end of pattern");
        }
        char c = text.charAt(at++);
        repeatable = PLACES.indexOf(c) < 0;
        if (PLACES.indexOf(c) >= 0 || OTHER_ITEMS.indexOf(c) >= 0) {
            return;
        }
        if (c == 'Q') {
            int end = text.indexOf("\\E", at);
            at = end < 0 ? text.length() : end + 2;
        } else if (c == 'k') {
            if ("{<'".indexOf(peek()) < 0) {
                throw new Refused("\\k is not followed by a braced, angle-bracketed, or quoted name");
            }
        } else if (c == 'g') {
            repeatable = true;
        } else if (c >= '1' && c <= '9') {
            furthestReference =
                    peek() >= '0' && peek() <= '9' ? furthestReference : Math.max(furthestReference, c - '0');
        } else if (c != 'E') {
            sharedEscape(c);
        }
    }

    /** What may follow a backslash inside a class as well as outside; the code of a literal, else -1. */
    private int sharedEscape(char c) throws Refused {
        if (CLASS_ESCAPES.indexOf(c) >= 0) {
            return -1;
        }
        if (LITERAL_ESCAPES.indexOf(c) >= 0) {
            return c;
        }
        return switch (c) {
            case 'x' -> hexadecimal();
            case 'o' -> octal();
            case 'p', 'P' -> {
                property();
                yield -1;
            }
            case 'c' -> {
                if (peek() < ' ' || peek() > '~') {
                    throw new Refused("\\c at end of pattern");
                }
                at++;
                yield 1;
            }
            case 'F', 'L', 'l', 'U', 'u' ->
                throw new Refused("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u");
            default -> {
                if (c < 128 && Character.isLetter(c)) {
                    throw new Refused("unrecognized character follows \\");
                }
                yield c;
            }
        };
    }

    private int hexadecimal() throws Refused {
        if (peek() == '{') {
            int end = text.indexOf('}', at);
            String digits = end < 0 ? "" : text.substring(at + 1, end).strip();
            if (end >= 0 && digits.isEmpty()) {
                throw new Refused("digits missing in \\x{} or \\o{} or \\N{U+}");
            }
            if (!digits.matches("[0-9A-Fa-f]+")) {
                throw new Refused("non-hex character in \\x{} (closing brace missing?)");
            }
            return inByte(digits, 16, end);
        }
        int value = 0;
        for (int i = 0; i < 2 && peek() < 128 && Character.digit(peek(), 16) >= 0; i++) {
            value = value * 16 + Character.digit(text.charAt(at++), 16);
        }
        return value;
    }

    private int octal() throws Refused {
        int end = text.indexOf('}', at);
        if (peek() != '{' || end < 0 || !text.substring(at + 1, end).matches("[0-7]+")) {
            throw new Refused("missing opening brace after \\o");
        }
        return inByte(text.substring(at + 1, end), 8, end);
    }

    private int inByte(String digits, int radix, int end) throws Refused {
        at = end + 1;
        String digitsLeft = digits.replaceFirst("^0+(?=.)", "");
        if (digitsLeft.length() > 6 || Integer.parseInt(digitsLeft, radix) > 0xFF) {
            throw new Refused("character code point value in \\x{} or \\o{} is too large");
        }
        return Integer.parseInt(digitsLeft, radix);
    }

    private void property() throws Refused {
        String name;
        if (peek() == '{') {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new Refused("malformed \\P or \\p sequence");
            }
            name = text.substring(at + 1, end);
            at = end + 1;
        } else if (at == text.length()) {
            throw new Refused("malformed \\P or \\p sequence");
        } else {
            name = text.substring(at, ++at);
        }
        String plain = name.startsWith("^") ? name.substring(1) : name;
        boolean own = plain.equals("L&") || plain.matches("X(an|ps|sp|wd|uc)");
        if (!own && UnicodeClasses.property(plain) == null) {
            throw new Refused("unknown property after \\P or \\p");
        }
    }

    private void bracketed() throws Refused {
        if (posixEnd(at) >= 0) {
            throw new Refused(
                    peek() == ':'
                            ? "POSIX named classes are supported only within a class"
                            : "POSIX collating elements are not supported");
        }
        if (peek() == '^') {
            at++;
        }
        boolean first = true;
        while (first || peek() != ']') {
            first = false;
            int from = classItem();
            if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                int to = classItem();
                if (from < 0 || to < 0) {
                    throw new Refused("invalid range in character class");
                }
                if (to < from) {
                    throw new Refused("range out of order in character class");
                }
            }
        }
        at++;
    }

    /** One member of a class: its code, or -1 for a class of its own. */
    private int classItem() throws Refused {
        if (at >= text.length()) {
            throw new Refused("missing terminating ] for character class");
        }
        char c = text.charAt(at++);
        if (c == '[') {
            int end = posixEnd(at);
            if (end >= 0) {
                posix(text.substring(at, end + 1));
                at = end + 2;
                return -1;
            }
        }
        if (c != '\\') {
            return c;
        }
        if (at == text.length()) {
            throw new Refused("\\ at end of pattern");
        }
        char escaped = text.charAt(at++);
        if (escaped == 'b') {
            return 8;
        }
        if (escaped >= '1' && escaped <= '9') {
            return escaped;
        }
        if ("BRXNAzZGKkgCQE".indexOf(escaped) >= 0) {
            throw new Refused("escape sequence is invalid in character class");
        }
        return sharedEscape(escaped);
    }

    private static void posix(String name) throws Refused {
        if (!name.startsWith(":")) {
            throw new Refused("POSIX collating elements are not supported");
        }
        String plain = name.substring(1, name.length() - 1);
        if (UnicodeClasses.posix(plain.startsWith("^") ? plain.substring(1) : plain) == null) {
            throw new Refused("unknown POSIX class name");
        }
    }

    /** Where the second mark of {@code [:name:]} is, given the place of the first; -1 where it is not one. */
    private int posixEnd(int start) {
        if (start >= text.length() || ":.=".indexOf(text.charAt(start)) < 0) {
            return -1;
        }
        char mark = text.charAt(start);
        for (int i = start + 1; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if (c == '\\' && (next == ']' || next == '\\')) {
                i++;
            } else if (c == '[' && next == mark || c == ']') {
                return -1;
            } else if (c == mark && next == ']') {
                return i;
            }
        }
        return -1;
    }

    private void group() throws Refused {
        boolean outside = verbose;
        repeatable = false;
        if (peek() == '*' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
            int end = text.indexOf(')', at);
            at = end < 0 ? text.length() : end + 1;
            return;
        }
        if (peek() != '?') {
            groups++;
            open.push(outside);
            return;
        }
        at++;
        char c = peek();
        if (take("#")) {
            int end = text.indexOf(')', at);
            if (end < 0) {
                throw new Refused("missing ) after (?# comment");
            }
            at = end + 1;
        } else if (take("<=")
                || take("<!")
                || take("=")
                || take("!")
                || take("*")
                || take(":")
                || take("|")
                || take(">")) {
            open.push(outside);
        } else if (take("P<") || take("<")) {
            name('>');
            open.push(outside);
        } else if (take("'")) {
            name('\'');
            open.push(outside);
        } else if (c == 'P' || c == 'R' || c == '&' || c == '(' || c == 'C' || c == '+' || c >= '0' && c <= '9') {
            // Recursion, references and conditions: the other dialect refuses them all.
            reference(c, outside);
        } else {
            flags(outside);
        }
    }

    private void reference(char c, boolean outside) throws Refused {
        if (c == 'P' && !text.startsWith("P=", at) && !text.startsWith("P>", at)) {
            throw new Refused("unrecognized character after (?P");
        }
        if (c == '+' && (at + 1 >= text.length() || !Character.isDigit(text.charAt(at + 1)))) {
            throw new Refused("digit expected after (?+ or (?-");
        }
        int end = text.indexOf(')', at);
        if (c == '(' || end < 0) {
            open.push(outside);
            at = end < 0 ? text.length() : end + 1;
            return;
        }
        String inside = text.substring(at, end);
        if (inside.startsWith("P=") || inside.startsWith("P>") || inside.startsWith("&")) {
            if (!names.contains(inside.replaceFirst("^(P[=>]|&)", ""))) {
                throw new Refused("reference to non-existent subpattern");
            }
        }
        at = end + 1;
        repeatable = true;
    }

    private void flags(boolean outside) throws Refused {
        boolean on = true;
        boolean inner = verbose;
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ')' -> {
                    verbose = inner;
                    return;
                }
                case ':' -> {
                    verbose = inner;
                    open.push(outside);
                    return;
                }
                case '-' -> {
                    if (!on) {
                        throw new Refused("invalid hyphen in option setting");
                    }
                    on = false;
                }
                case 'x' -> inner = on;
                case 'i', 'm', 's', 'n', 'U', 'J', '^', 'a', 'r' -> {}
                default -> throw new Refused("unrecognized character after (? or (?-");
            }
        }
        throw new Refused("missing closing parenthesis");
    }

    private void name(char end) throws Refused {
        groups++;
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(start, at);
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            throw new Refused("subpattern name must start with a non-digit");
        }
        if (name.isEmpty() || name.chars().anyMatch(c -> c > 127)) {
            throw new Refused("subpattern name expected");
        }
        if (name.length() > LONGEST_NAME) {
            throw new Refused("subpattern name is too long (maximum 128 code units)");
        }
        if (peek() != end) {
            throw new Refused("syntax error in subpattern name (missing terminator?)");
        }
        at++;
        if (!names.add(name)) {
            throw new Refused("two named subpatterns have the same name (PCRE2_DUPNAMES not set)");
        }
    }

    private boolean take(String prefix) {
        if (!text.startsWith(prefix, at)) {
            return false;
        }
        at += prefix.length();
        return true;
    }

    /** The character here; the highest one at the end, which no rule asks for. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : Character.MAX_VALUE;
    }
}
