package io.moongate.lua.front;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.NumberReader;

/** Source text to tokens, one at a time, by LuaJIT's lexical rules. */
final class Lexer {
    private static final char END = '\uffff';

    private final String source;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String source) {
        this.source = source;
        skipHeader();
    }

    private void skipHeader() {
        if (source.startsWith("\u00ef\u00bb\u00bf")) {
            at = 3;
        }
        if (here() == '#') {
            while (here() != END && !isEnd(here())) {
                at++;
            }
            if (here() != END) {
                newLine();
            }
        }
    }

    int line() {
        return line;
    }

    private char here() {
        return at < source.length() ? source.charAt(at) : END;
    }

    private char after(int distance) {
        return at + distance < source.length() ? source.charAt(at + distance) : END;
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void newLine() {
        char first = here();
        at++;
        if (isEnd(here()) && here() != first) {
            at++;
        }
        line++;
        lineStart = at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c != END && (c >= 128 || c == '_' || isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    Token next() {
        while (true) {
            char c = here();
            int column = at - lineStart + 1;
            if (c == END && at >= source.length()) {
                return token(TokenKind.EOF, column);
            }
            if (isEnd(c)) {
                newLine();
            } else if (isSpace(c)) {
                at++;
            } else if (c == '-' && after(1) == '-') {
                comment();
            } else if (isDigit(c) || c == '.' && isDigit(after(1))) {
                return number(column);
            } else if (isNamePart(c)) {
                return name(column);
            } else {
                return symbol(c, column);
            }
        }
    }

    /** Whether the next token is a plain {@code =}; leaves everything as it was. */
    boolean peekIsAssign() {
        int keptAt = at;
        int keptLine = line;
        int keptStart = lineStart;
        boolean is = next().kind() == TokenKind.ASSIGN;
        at = keptAt;
        line = keptLine;
        lineStart = keptStart;
        return is;
    }

    private Token token(TokenKind kind, int column) {
        return new Token(kind, line, column, at, kind.text, "", 0);
    }

    private Token take(TokenKind kind, int length, int column) {
        at += length;
        return token(kind, column);
    }

    private Token symbol(char c, int column) {
        return switch (c) {
            case '[' -> bracket(column);
            case '"', '\'' -> shortString(c, column);
            case '=' -> after(1) == '=' ? take(TokenKind.EQ, 2, column) : take(TokenKind.ASSIGN, 1, column);
            case '<' -> after(1) == '=' ? take(TokenKind.LE, 2, column) : take(TokenKind.LT, 1, column);
            case '>' -> after(1) == '=' ? take(TokenKind.GE, 2, column) : take(TokenKind.GT, 1, column);
            case '~' -> after(1) == '=' ? take(TokenKind.NE, 2, column) : single(c, column);
            case ':' -> after(1) == ':' ? take(TokenKind.LABEL, 2, column) : take(TokenKind.COLON, 1, column);
            case '.' -> dots(column);
            default -> single(c, column);
        };
    }

    private Token dots(int column) {
        if (after(1) != '.') {
            return take(TokenKind.DOT, 1, column);
        }
        return after(2) == '.' ? take(TokenKind.DOTS, 3, column) : take(TokenKind.CONCAT, 2, column);
    }

    private Token single(char c, int column) {
        at++;
        TokenKind kind = TokenKind.ofChar(c);
        return new Token(kind, line, column, at, String.valueOf(c), "", 0);
    }

    private Token name(int column) {
        int start = at;
        while (isNamePart(here())) {
            at++;
        }
        String word = source.substring(start, at).intern();
        return new Token(TokenKind.ofWord(word), line, column, at, word, "", 0);
    }

    private Token number(int column) {
        int start = at;
        char exponent = here() == '0' && (after(1) | 0x20) == 'x' ? 'p' : 'e';
        char last = 0;
        while (isNamePart(here()) || here() == '.' || (here() == '+' || here() == '-') && (last | 0x20) == exponent) {
            last = here();
            at++;
        }
        String text = source.substring(start, at);
        Double value = isDigit(text.charAt(0)) || text.charAt(0) == '.' ? NumberReader.read(text) : null;
        if (value == null) {
            if (Cdata.read(text) != null) {
                return new Token(TokenKind.NUMBER, line, column, at, text, text.substring(text.length() - 1), 0);
            }
            throw error(column, "malformed number", text);
        }
        return new Token(TokenKind.NUMBER, line, column, at, text, "", value);
    }

    private SyntaxError error(int column, String what, String near) {
        return new SyntaxError(line, column, what + " near '" + Token.untilZero(near) + "'");
    }

    /** How many equal signs a long bracket here has; -1 when it is a plain bracket, -2 or less when it is broken. */
    private int level() {
        int equals = 0;
        while (after(1 + equals) == '=') {
            equals++;
        }
        return after(1 + equals) == '[' ? equals : -1 - equals;
    }

    private Token bracket(int column) {
        int level = level();
        if (level == -1) {
            return take(TokenKind.OPEN_BRACKET, 1, column);
        }
        if (level < 0) {
            throw error(column, "invalid long string delimiter", source.substring(at, at - level));
        }
        String open = "[" + "=".repeat(level) + "[";
        String content = longBracket(level, "unfinished long string");
        return new Token(TokenKind.STRING, line, column, at, content, open, 0);
    }

    private void comment() {
        at += 2;
        if (here() == '[') {
            int level = level();
            if (level >= 0) {
                longBracket(level, "unfinished long comment");
                return;
            }
        }
        while (here() != END && !isEnd(here())) {
            at++;
        }
    }

    private String longBracket(int level, String complaint) {
        at += level + 2;
        if (isEnd(here())) {
            newLine();
        }
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = here();
            if (c == END) {
                throw error(at - lineStart + 1, complaint, TokenKind.EOF.text);
            }
            if (c == ']' && closes(level)) {
                at += level + 2;
                return out.toString();
            }
            if (isEnd(c)) {
                newLine();
                out.append('\n');
            } else {
                out.append(c);
                at++;
            }
        }
    }

    private boolean closes(int level) {
        for (int i = 1; i <= level; i++) {
            if (after(i) != '=') {
                return false;
            }
        }
        return after(level + 1) == ']';
    }

    private Token shortString(char quote, int column) {
        at++;
        StringBuilder out = new StringBuilder();
        while (here() != quote) {
            char c = here();
            if (c == END) {
                throw error(column, "unfinished string", TokenKind.EOF.text);
            }
            if (isEnd(c)) {
                throw error(column, "unfinished string", quote + out.toString());
            }
            if (c == '\\') {
                at++;
                escape(out, quote, column);
            } else {
                out.append(c);
                at++;
            }
        }
        at++;
        return new Token(TokenKind.STRING, line, column, at, out.toString(), String.valueOf(quote), 0);
    }

    private void escape(StringBuilder out, char quote, int column) {
        char c = here();
        switch (c) {
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case '\\', '"', '\'' -> out.append(c);
            case '\n', '\r' -> {
                newLine();
                out.append('\n');
                return;
            }
            case 'z' -> {
                at++;
                while (isSpace(here())) {
                    if (isEnd(here())) {
                        newLine();
                    } else {
                        at++;
                    }
                }
                return;
            }
            case 'x' -> {
                int high = Character.digit(after(1), 16);
                int low = Character.digit(after(2), 16);
                if (high < 0 || low < 0) {
                    throw badEscape(out, quote, column);
                }
                out.append((char) (high * 16 + low));
                at += 2;
            }
            case 'u' -> {
                unicode(out, quote, column);
                return;
            }
            case END -> {
                return;
            }
            default -> {
                decimal(out, quote, column);
                return;
            }
        }
        at++;
    }

    private void decimal(StringBuilder out, char quote, int column) {
        if (!isDigit(here())) {
            throw badEscape(out, quote, column);
        }
        int value = 0;
        for (int i = 0; i < 3 && isDigit(here()); i++) {
            value = value * 10 + (here() - '0');
            at++;
        }
        if (value > 255) {
            throw badEscape(out, quote, column);
        }
        out.append((char) value);
    }

    private void unicode(StringBuilder out, char quote, int column) {
        at++;
        if (here() != '{') {
            throw badEscape(out, quote, column);
        }
        at++;
        int code = 0;
        do {
            int digit = here() < 128 ? Character.digit(here(), 16) : -1;
            if (digit < 0) {
                throw badEscape(out, quote, column);
            }
            code = code << 4 | digit;
            if (code >= 0x110000) {
                throw badEscape(out, quote, column);
            }
            at++;
        } while (here() != '}');
        at++;
        if (code >= 0xd800 && code < 0xe000) {
            throw badEscape(out, quote, column);
        }
        appendUtf8(out, code);
    }

    private static void appendUtf8(StringBuilder out, int code) {
        if (code < 0x80) {
            out.append((char) code);
        } else if (code < 0x800) {
            out.append((char) (0xc0 | code >> 6)).append((char) (0x80 | code & 63));
        } else if (code < 0x10000) {
            out.append((char) (0xe0 | code >> 12))
                    .append((char) (0x80 | code >> 6 & 63))
                    .append((char) (0x80 | code & 63));
        } else {
            out.append((char) (0xf0 | code >> 18))
                    .append((char) (0x80 | code >> 12 & 63))
                    .append((char) (0x80 | code >> 6 & 63))
                    .append((char) (0x80 | code & 63));
        }
    }

    private SyntaxError badEscape(StringBuilder out, char quote, int column) {
        return error(column, "invalid escape sequence", quote + out.toString());
    }
}
