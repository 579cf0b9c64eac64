package io.moongate.gateway.regex;

/** What a backslash and the characters after it stand for. */
sealed interface Escape {
    record Literal(int codePoint) implements Escape {}

    /** A class; negation and case are worked in. */
    record Class(CharSet set) implements Escape {}

    record Place(Node.Assertion assertion) implements Escape {}

    /** Reads from the backslash on. */
    static Escape read(Scanner in, Flags flags) throws RegexSyntaxException {
        in.next();
        int c = in.next();
        return switch (c) {
            case -1 -> throw in.error("incomplete escape sequence, reached end of pattern prematurely");
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> throw in.error("backreferences are not supported");
            case 'x' -> new Literal(hexadecimal(in, 2));
            case 'u' -> new Literal(hexadecimal(in, 4));
            case 'U' -> new Literal(hexadecimal(in, 8));
            case 'p', 'P' -> new Class(property(in, flags, c == 'P'));
            case 'd' -> new Class(flags.unicode() ? UnicodeClasses.DIGIT : UnicodeClasses.ASCII_DIGIT);
            case 's' -> new Class(flags.unicode() ? UnicodeClasses.SPACE : UnicodeClasses.ASCII_SPACE);
            case 'w' -> new Class(flags.unicode() ? UnicodeClasses.WORD : UnicodeClasses.ASCII_WORD);
            case 'D' -> new Class(negated(in, flags, UnicodeClasses.DIGIT));
            case 'S' -> new Class(negated(in, flags, UnicodeClasses.SPACE));
            case 'W' -> new Class(negated(in, flags, UnicodeClasses.WORD));
            case 'a' -> new Literal(7);
            case 'f' -> new Literal('\f');
            case 't' -> new Literal('\t');
            case 'n' -> new Literal('\n');
            case 'r' -> new Literal('\r');
            case 'v' -> new Literal(0x0B);
            case 'A' -> new Place(Node.Assertion.TEXT_START);
            case 'z' -> new Place(Node.Assertion.TEXT_END);
            case 'b' -> new Place(boundary(in, flags.unicode()));
            case 'B' -> new Place(flags.unicode() ? Node.Assertion.NOT_WORD : Node.Assertion.ASCII_NOT_WORD);
            case '<' -> new Place(flags.unicode() ? Node.Assertion.WORD_START : Node.Assertion.ASCII_WORD_START);
            case '>' -> new Place(flags.unicode() ? Node.Assertion.WORD_END : Node.Assertion.ASCII_WORD_END);
            default -> {
                if (c > 0x7F || Character.isLetterOrDigit(c)) {
                    throw in.error("unrecognized escape sequence");
                }
                yield new Literal(c);
            }
        };
    }

    private static CharSet negated(Scanner in, Flags flags, CharSet set) throws RegexSyntaxException {
        if (!flags.unicode()) {
            throw in.error("pattern can match invalid UTF-8");
        }
        return set.negate();
    }

    private static int hexadecimal(Scanner in, int digits) throws RegexSyntaxException {
        boolean braces = in.take('{');
        long value = 0;
        int count = 0;
        while (braces ? in.peek() != '}' : count < digits) {
            int digit = in.peek() < 0 ? -1 : hexadecimalDigit(in.next());
            if (digit < 0) {
                throw in.error(in.atEnd() ? "incomplete escape sequence" : "invalid hexadecimal digit");
            }
            value = Math.min(value * 16 + digit, 1L << 40);
            count++;
        }
        if (braces) {
            in.next();
        }
        if (count == 0) {
            throw in.error("hexadecimal literal empty");
        }
        if (value > CharSet.LAST || value >= 0xD800 && value <= 0xDFFF) {
            throw in.error("hexadecimal literal is not a Unicode scalar value");
        }
        return (int) value;
    }

    private static int hexadecimalDigit(int c) {
        return c > 0x7F ? -1 : Character.digit(c, 16);
    }

    private static CharSet property(Scanner in, Flags flags, boolean negated) throws RegexSyntaxException {
        String name;
        if (in.take('{')) {
            int start = in.position();
            while (in.peek() >= 0 && in.peek() != '}') {
                in.next();
            }
            name = in.since(start);
            if (!in.take('}')) {
                throw in.error("incomplete escape sequence, reached end of pattern prematurely");
            }
        } else if (in.atEnd()) {
            throw in.error("incomplete escape sequence, reached end of pattern prematurely");
        } else {
            name = Character.toString(in.next());
        }
        if (!flags.unicode()) {
            throw in.error("Unicode not allowed here");
        }
        CharSet set = UnicodeClasses.property(name);
        if (set == null) {
            throw in.error("Unicode property not found");
        }
        CharSet whole = flags.ignoreCase() ? CaseFolding.unicode(set) : set;
        return negated ? whole.negate() : whole;
    }

    /** {@code \b}, or one of its special forms such as <code>\b{start}</code>. */
    private static Node.Assertion boundary(Scanner in, boolean unicode) throws RegexSyntaxException {
        int mark = in.position();
        if (in.take('{')) {
            int start = in.position();
            while (in.peek() == '-' || in.peek() < 0x80 && Character.isLetter(in.peek())) {
                in.next();
            }
            String name = in.since(start);
            if (!name.isEmpty()) {
                if (!in.take('}')) {
                    throw in.error(
                            "special word boundary assertion is either unclosed or contains an invalid character");
                }
                return switch (name) {
                    case "start" -> unicode ? Node.Assertion.WORD_START : Node.Assertion.ASCII_WORD_START;
                    case "end" -> unicode ? Node.Assertion.WORD_END : Node.Assertion.ASCII_WORD_END;
                    case "start-half" ->
                        unicode ? Node.Assertion.WORD_START_HALF : Node.Assertion.ASCII_WORD_START_HALF;
                    case "end-half" -> unicode ? Node.Assertion.WORD_END_HALF : Node.Assertion.ASCII_WORD_END_HALF;
                    default -> throw in.error("unrecognized special word boundary assertion");
                };
            }
            in.back(mark);
        }
        return unicode ? Node.Assertion.WORD : Node.Assertion.ASCII_WORD;
    }
}
