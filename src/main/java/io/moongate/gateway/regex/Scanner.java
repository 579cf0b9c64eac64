package io.moongate.gateway.regex;

/** Walks over the characters of a pattern. */
final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** The character here, or -1 at the end. */
    int peek() {
        return atEnd() ? -1 : text.codePointAt(at);
    }

    /** The character here, stepping over it, or -1 at the end. */
    int next() {
        int c = peek();
        if (c >= 0) {
            at += Character.charCount(c);
        }
        return c;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    boolean take(String prefix) {
        if (!startsWith(prefix)) {
            return false;
        }
        at += prefix.length();
        return true;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    void skipSpace() {
        while (!atEnd() && UnicodeClasses.SPACE.contains(peek())) {
            next();
        }
    }

    RegexSyntaxException error(String message) {
        return new RegexSyntaxException(message, text, at);
    }
}
