package io.moongate.gateway.regex;

/** Decides what an expression asks of a place between two characters. */
final class Place {
    private Place() {}

    static boolean holds(Node.Assertion assertion, String text, int at) {
        return switch (assertion) {
            case TEXT_START -> at == 0;
            case TEXT_END -> at == text.length();
            case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
            case LINE_END -> at == text.length() || text.charAt(at) == '\n';
            case LINE_START_CRLF ->
                at == 0
                        || text.charAt(at - 1) == '\n'
                        || text.charAt(at - 1) == '\r' && (at == text.length() || text.charAt(at) != '\n');
            case LINE_END_CRLF ->
                at == text.length()
                        || text.charAt(at) == '\r'
                        || text.charAt(at) == '\n' && (at == 0 || text.charAt(at - 1) != '\r');
            case WORD -> before(text, at) != after(text, at);
            case NOT_WORD -> before(text, at) == after(text, at);
            case WORD_START -> !before(text, at) && after(text, at);
            case WORD_END -> before(text, at) && !after(text, at);
            case WORD_START_HALF -> !before(text, at);
            case WORD_END_HALF -> !after(text, at);
            case ASCII_WORD -> asciiBefore(text, at) != asciiAfter(text, at);
            case ASCII_NOT_WORD -> asciiBefore(text, at) == asciiAfter(text, at);
            case ASCII_WORD_START -> !asciiBefore(text, at) && asciiAfter(text, at);
            case ASCII_WORD_END -> asciiBefore(text, at) && !asciiAfter(text, at);
            case ASCII_WORD_START_HALF -> !asciiBefore(text, at);
            case ASCII_WORD_END_HALF -> !asciiAfter(text, at);
        };
    }

    private static boolean before(String text, int at) {
        return at > 0 && UnicodeClasses.WORD.contains(text.codePointBefore(at));
    }

    private static boolean after(String text, int at) {
        return at < text.length() && UnicodeClasses.WORD.contains(text.codePointAt(at));
    }

    private static boolean asciiBefore(String text, int at) {
        return at > 0 && UnicodeClasses.ASCII_WORD.contains(text.charAt(at - 1));
    }

    private static boolean asciiAfter(String text, int at) {
        return at < text.length() && UnicodeClasses.ASCII_WORD.contains(text.charAt(at));
    }
}
