package io.moongate.lua.front;

/**
 * A token.
 *
 * @param line where it ends, which is what LuaJIT calls its line
 * @param column where it begins, from 1
 * @param end the place in the source just behind it
 * @param text a name, a number as written, the content of a string, or the character of an unknown token
 * @param quote what opened a string, or the suffix of a number beyond doubles; empty for others
 * @param number the value of a number
 */
record Token(TokenKind kind, int line, int column, int end, String text, String quote, double number) {
    /** Whether it is a number beyond doubles, written with a suffix. */
    boolean isWide() {
        return kind == TokenKind.NUMBER && !quote.isEmpty();
    }

    /** As in C, a zero byte ends what a message quotes. */
    static String untilZero(String text) {
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** How a message quotes it. */
    String near() {
        return switch (kind) {
            case NAME, NUMBER -> text;
            case STRING -> untilZero(quote + text + quote.replace('[', ']'));
            case OTHER -> text.charAt(0) < ' ' || text.charAt(0) == 127 ? "char(" + (int) text.charAt(0) + ")" : text;
            default -> kind.text;
        };
    }
}
