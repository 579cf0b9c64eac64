package io.moongate.gateway.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the syntax of Rust's regex crate into {@link Node}s. */
final class RegexParser {
    private static final int DEEPEST = 250;

    final Scanner in;
    private final ClassParser classes;
    private final Set<String> names = new HashSet<>();
    private int groups;
    private int depth;
    /** Repetitions of repetitions, which nest without parentheses. */
    private int stacked;

    Flags flags = Flags.START;

    private RegexParser(String pattern) {
        this.in = new Scanner(pattern);
        this.classes = new ClassParser(this);
    }

    static Node parse(String pattern) throws RegexSyntaxException {
        RegexParser parser = new RegexParser(pattern);
        Node whole = parser.alternatives();
        if (!parser.in.atEnd()) {
            throw parser.in.error("unopened group");
        }
        return whole;
    }

    /** Counts how deep groups and classes nest; a limit keeps hostile patterns off the stack. */
    void enter() throws RegexSyntaxException {
        if (++depth > DEEPEST) {
            throw tooDeep();
        }
    }

    private RegexSyntaxException tooDeep() {
        return in.error("exceeded the maximum number of nested parentheses/brackets (" + DEEPEST + ")");
    }

    void leave() {
        depth--;
    }

    private Node alternatives() throws RegexSyntaxException {
        List<Node> branches = new ArrayList<>();
        branches.add(sequence());
        while (in.take('|')) {
            branches.add(sequence());
        }
        return branches.size() == 1 ? branches.getFirst() : new Node.Alternate(branches);
    }

    private Node sequence() throws RegexSyntaxException {
        List<Node> items = new ArrayList<>();
        // Whether the last thing read can be repeated: not so at the start and after flags.
        boolean repeatable = false;
        int repetitions = 0;
        while (true) {
            skipIgnored();
            int c = in.peek();
            if (c < 0 || c == '|' || c == ')') {
                return items.size() == 1
                        ? items.getFirst()
                        : items.isEmpty() ? new Node.Empty() : new Node.Concat(items);
            }
            if (c == '*' || c == '+' || c == '?' || c == '{') {
                if (!repeatable) {
                    throw in.error("repetition operator missing expression");
                }
                if (++repetitions > 1 && ++stacked > DEEPEST) {
                    throw tooDeep();
                }
                items.add(repetition(items.removeLast()));
                continue;
            }
            Node item = c == '(' ? group() : atom();
            repeatable = item != null;
            repetitions = 0;
            if (item != null) {
                items.add(item);
            }
        }
    }

    private Node repetition(Node item) throws RegexSyntaxException {
        int min = 0;
        int max = Node.Repeat.UNBOUNDED;
        switch (in.next()) {
            case '*' -> {}
            case '+' -> min = 1;
            case '?' -> max = 1;
            case '{' -> {
                skipIgnored();
                min = decimal();
                max = min;
                skipIgnored();
                if (in.take(',')) {
                    skipIgnored();
                    max = in.peek() == '}' ? Node.Repeat.UNBOUNDED : decimal();
                    skipIgnored();
                }
                if (!in.take('}')) {
                    throw in.error("unclosed counted repetition");
                }
                if (max >= 0 && min > max) {
                    throw in.error("invalid repetition count range, the start must be <= the end");
                }
            }
            default -> throw new AssertionError();
        }
        boolean greedy = !in.take('?');
        return new Node.Repeat(item, min, max, greedy != flags.swapGreed());
    }

    private int decimal() throws RegexSyntaxException {
        in.skipSpace();
        int start = in.position();
        long value = 0;
        while (in.peek() >= '0' && in.peek() <= '9') {
            value = Math.min(value * 10 + in.next() - '0', 1L << 40);
        }
        if (in.position() == start) {
            throw in.error("repetition quantifier expects a valid decimal");
        }
        in.skipSpace();
        if (value > Integer.MAX_VALUE) {
            throw in.error("decimal literal invalid");
        }
        return (int) value;
    }

    /** A group, or null for flags that stand alone. */
    private @Nullable Node group() throws RegexSyntaxException {
        in.next();
        skipIgnored();
        if (in.startsWith("?=") || in.startsWith("?!") || in.startsWith("?<=") || in.startsWith("?<!")) {
            throw in.error("look-around, including look-ahead and look-behind, is not supported");
        }
        Flags outer = flags;
        int number = 0;
        String name = null;
        if (in.take("?P<") || in.take("?<")) {
            number = ++groups;
            name = name();
        } else if (in.take('?')) {
            Flags inner = flags();
            if (in.next() == ')') {
                flags = inner;
                return null;
            }
            flags = inner;
        } else {
            number = ++groups;
        }
        enter();
        Node inside = alternatives();
        leave();
        if (!in.take(')')) {
            throw in.error("unclosed group");
        }
        flags = outer;
        return number == 0 ? inside : new Node.Capture(inside, number, name);
    }

    private String name() throws RegexSyntaxException {
        int start = in.position();
        while (in.peek() >= 0 && in.peek() != '>') {
            int c = in.next();
            boolean first = in.position() - Character.charCount(c) == start;
            boolean letter = c == '_' || Character.isAlphabetic(c);
            boolean later = c == '.' || c == '[' || c == ']' || isNumeric(c);
            if (!letter && (first || !later)) {
                throw in.error("invalid capture group character");
            }
        }
        String name = in.since(start);
        if (!in.take('>')) {
            throw in.error("unclosed capture group name");
        }
        if (name.isEmpty()) {
            throw in.error("empty capture group name");
        }
        if (!names.add(name)) {
            throw in.error("duplicate capture group name");
        }
        return name;
    }

    private static boolean isNumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** Flags up to the {@code :} or {@code )} after them, which is left. */
    private Flags flags() throws RegexSyntaxException {
        Flags result = flags;
        boolean on = true;
        boolean any = false;
        boolean dangling = false;
        String seen = "";
        while (in.peek() != ':' && in.peek() != ')') {
            int c = in.next();
            if (c < 0) {
                throw in.error("expected flag but got end of regex");
            }
            if (c == '-') {
                if (!on) {
                    throw in.error("flag negation operator repeated");
                }
                on = false;
                dangling = true;
                continue;
            }
            if ("imsURux".indexOf(c) < 0) {
                throw in.error("unrecognized flag");
            }
            if (seen.indexOf(c) >= 0) {
                throw in.error("duplicate flag");
            }
            seen += (char) c;
            result = result.with((char) c, on);
            any = true;
            dangling = false;
        }
        if (dangling) {
            throw in.error("dangling flag negation operator");
        }
        if (!any && in.peek() == ')') {
            throw in.error("repetition operator missing expression");
        }
        return result;
    }

    private Node atom() throws RegexSyntaxException {
        int c = in.peek();
        switch (c) {
            case '.' -> {
                in.next();
                return new Node.Chars(anyCharacter());
            }
            case '^' -> {
                in.next();
                return look(
                        !flags.multiLine()
                                ? Node.Assertion.TEXT_START
                                : flags.crlf() ? Node.Assertion.LINE_START_CRLF : Node.Assertion.LINE_START);
            }
            case '$' -> {
                in.next();
                return look(
                        !flags.multiLine()
                                ? Node.Assertion.TEXT_END
                                : flags.crlf() ? Node.Assertion.LINE_END_CRLF : Node.Assertion.LINE_END);
            }
            case '[' -> {
                return new Node.Chars(classes.bracketed());
            }
            case '\\' -> {
                return switch (Escape.read(in, flags)) {
                    case Escape.Literal literal -> literal(literal.codePoint());
                    case Escape.Class set -> new Node.Chars(set.set());
                    case Escape.Place place -> look(place.assertion());
                };
            }
            default -> {
                in.next();
                return literal(c);
            }
        }
    }

    private CharSet anyCharacter() throws RegexSyntaxException {
        if (!flags.unicode()) {
            throw in.error("pattern can match invalid UTF-8");
        }
        if (flags.dotAll()) {
            return CharSet.ALL;
        }
        return (flags.crlf() ? CharSet.ofRanges('\n', '\n', '\r', '\r') : CharSet.of('\n')).negate();
    }

    private static Node look(Node.Assertion assertion) {
        return new Node.Look(assertion);
    }

    private Node literal(int c) throws RegexSyntaxException {
        if (!flags.unicode() && c > 0x7F) {
            throw in.error("Unicode not allowed here");
        }
        return new Node.Chars(folded(CharSet.of(c)));
    }

    /** The set with its other cases, if the flag is set. */
    CharSet folded(CharSet set) {
        if (!flags.ignoreCase()) {
            return set;
        }
        return flags.unicode() ? CaseFolding.unicode(set) : CaseFolding.ascii(set);
    }

    /** With the flag x: white space and comments. */
    void skipIgnored() {
        if (!flags.verbose()) {
            return;
        }
        while (true) {
            in.skipSpace();
            if (in.peek() != '#') {
                return;
            }
            while (in.peek() >= 0 && in.next() != '\n') {
                // on to the end of the line
            }
        }
    }
}
