package io.moongate.lua.front;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kinds of tokens, as error messages write them. */
enum TokenKind {
    EOF("<eof>"),
    NAME("<name>"),
    STRING("<string>"),
    NUMBER("<number>"),
    AND("and"),
    BREAK("break"),
    DO("do"),
    ELSE("else"),
    ELSEIF("elseif"),
    END("end"),
    FALSE("false"),
    FOR("for"),
    FUNCTION("function"),
    GOTO("goto"),
    IF("if"),
    IN("in"),
    LOCAL("local"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    REPEAT("repeat"),
    RETURN("return"),
    THEN("then"),
    TRUE("true"),
    UNTIL("until"),
    WHILE("while"),
    CONCAT(".."),
    DOTS("..."),
    EQ("=="),
    GE(">="),
    LE("<="),
    NE("~="),
    LABEL("::"),
    ASSIGN("="),
    LT("<"),
    GT(">"),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%"),
    CARET("^"),
    HASH("#"),
    OPEN("("),
    CLOSE(")"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    SEMICOLON(";"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    /** A character that begins no token. */
    OTHER("?");

    private static final Map<String, TokenKind> WORDS = new HashMap<>();
    private static final @Nullable TokenKind[] SINGLE = new @Nullable TokenKind[128];

    static {
        for (TokenKind kind : values()) {
            if (kind.compareTo(AND) >= 0 && kind.compareTo(WHILE) <= 0) {
                WORDS.put(kind.text, kind);
            } else if (kind.text.length() == 1 && kind != OTHER) {
                SINGLE[kind.text.charAt(0)] = kind;
            }
        }
    }

    final String text;

    TokenKind(String text) {
        this.text = text;
    }

    /** The reserved word, or NAME. */
    static TokenKind ofWord(String word) {
        return WORDS.getOrDefault(word, NAME);
    }

    static TokenKind ofChar(char c) {
        TokenKind kind = c < 128 ? SINGLE[c] : null;
        return kind == null ? OTHER : kind;
    }
}
