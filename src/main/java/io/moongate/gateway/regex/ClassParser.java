package io.moongate.gateway.regex;

import org.jspecify.annotations.Nullable;

/** Reads what stands between brackets: ranges, nested classes and the set operations of the Rust crate. */
final class ClassParser {
    private final RegexParser parser;
    private final Scanner in;

    ClassParser(RegexParser parser) {
        this.parser = parser;
        this.in = parser.in;
    }

    /** A class from its opening bracket to its closing one. */
    CharSet bracketed() throws RegexSyntaxException {
        parser.enter();
        in.next();
        parser.skipIgnored();
        boolean negated = in.take('^');
        parser.skipIgnored();
        CharSet.Builder union = new CharSet.Builder();
        boolean empty = true;
        while (in.take('-')) {
            union.add('-', '-');
            empty = false;
            parser.skipIgnored();
        }
        if (empty && in.take(']')) {
            union.add(']', ']');
        }
        CharSet set = operations(union);
        if (!in.take(']')) {
            throw in.error("unclosed character class");
        }
        parser.leave();
        CharSet result = negated ? set.negate() : set;
        if (!parser.flags.unicode() && !result.isAscii()) {
            throw in.error("pattern can match invalid UTF-8");
        }
        return result;
    }

    /** Operators have one rank and are taken from the left; putting items side by side binds tighter. */
    private CharSet operations(CharSet.Builder first) throws RegexSyntaxException {
        CharSet left = items(first);
        while (true) {
            if (in.take("&&")) {
                left = left.intersect(items(new CharSet.Builder()));
            } else if (in.take("--")) {
                left = left.minus(items(new CharSet.Builder()));
            } else if (in.take("~~")) {
                left = left.symmetricDifference(items(new CharSet.Builder()));
            } else {
                return left;
            }
        }
    }

    private CharSet items(CharSet.Builder union) throws RegexSyntaxException {
        while (true) {
            parser.skipIgnored();
            if (in.atEnd() || in.peek() == ']' || in.startsWith("&&") || in.startsWith("--") || in.startsWith("~~")) {
                return parser.folded(union.build());
            }
            if (in.peek() == '[') {
                CharSet named = posix();
                union.add(named != null ? named : bracketed());
            } else {
                item(union);
            }
        }
    }

    /** {@code [:name:]}, or null where what stands here is not that. */
    private @Nullable CharSet posix() {
        int mark = in.position();
        if (!in.take("[:")) {
            return null;
        }
        boolean negated = in.take('^');
        int start = in.position();
        while (in.peek() >= 0 && in.peek() != ':') {
            in.next();
        }
        CharSet set = UnicodeClasses.posix(in.since(start));
        if (set == null || !in.take(":]")) {
            in.back(mark);
            return null;
        }
        CharSet whole = parser.folded(set);
        return negated ? whole.negate() : whole;
    }

    private void item(CharSet.Builder union) throws RegexSyntaxException {
        Escape first = single();
        parser.skipIgnored();
        if (in.atEnd()) {
            throw in.error("unclosed character class");
        }
        int mark = in.position();
        if (in.take('-')) {
            parser.skipIgnored();
            if (in.peek() != ']' && in.peek() != '-') {
                range(first, union);
                return;
            }
            in.back(mark);
        }
        switch (first) {
            case Escape.Literal literal -> union.add(checked(literal.codePoint()), literal.codePoint());
            case Escape.Class set -> union.add(set.set());
            case Escape.Place ignored -> throw in.error("invalid escape sequence found in character class");
        }
    }

    private void range(Escape first, CharSet.Builder union) throws RegexSyntaxException {
        if (in.atEnd()) {
            throw in.error("unclosed character class");
        }
        if (first instanceof Escape.Literal from && single() instanceof Escape.Literal to) {
            if (from.codePoint() > to.codePoint()) {
                throw in.error("invalid character class range, the start must be <= the end");
            }
            union.add(checked(from.codePoint()), checked(to.codePoint()));
            return;
        }
        throw in.error("invalid range boundary, must be a literal");
    }

    private int checked(int c) throws RegexSyntaxException {
        if (c > 0x7F && !parser.flags.unicode()) {
            throw in.error("Unicode not allowed here");
        }
        return c;
    }

    private Escape single() throws RegexSyntaxException {
        return in.peek() == '\\' ? Escape.read(in, parser.flags) : new Escape.Literal(in.next());
    }
}
