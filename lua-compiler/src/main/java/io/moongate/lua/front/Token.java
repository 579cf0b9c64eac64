package io.moongate.lua.front;

/**
 * A token.
 *
 * @param line where it ends, which is what LuaJIT calls its line
 * @param column where it begins, from 1
 * @param text a name, a number as written, the content of a string, or the character of an unknown token
 * @param quote what opened a string, empty for others
 * @param number the value of a number
 */
record Token(TokenKind kind, int line, int column, String text, String quote, double number) {
    /** How a message quotes it. */
    String near() {
        return switch (kind) {
            case NAME, NUMBER -> text;
            case STRING -> quote + text + quote.replace('[', ']');
            case OTHER -> text.charAt(0) < ' ' || text.charAt(0) == 127 ? "char(" + (int) text.charAt(0) + ")" : text;
            default -> kind.text;
        };
    }
}
