package io.moongate.lua.lib;

import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text, token by token. A zero byte ends the text, as in C. */
final class JsonDecoder {
    /** The kinds of tokens, named as messages name them. */
    private enum Token {
        T_OBJ_BEGIN,
        T_OBJ_END,
        T_ARR_BEGIN,
        T_ARR_END,
        T_STRING,
        T_NUMBER,
        T_BOOLEAN,
        T_NULL,
        T_COLON,
        T_COMMA,
        T_END,
        T_ERROR
    }

    private static final int TOKENS_BETWEEN_CHECKS = 1 << 12;

    private final String json;
    private final JsonSettings settings;
    private final @Nullable LuaTable arrayMetatable;
    private int at;
    private int depth;
    private int tokens;

    // The token read last: where it stands, its value, or what is wrong with it.
    private int index;
    private @Nullable Object value;
    private String wrong = "";

    JsonDecoder(String json, JsonSettings settings, @Nullable LuaTable arrayMetatable) {
        this.json = json;
        this.settings = settings;
        this.arrayMetatable = arrayMetatable;
    }

    @Nullable
    Object decode() {
        if (json.length() >= 2 && (json.charAt(0) == 0 || json.charAt(1) == 0)) {
            throw new JsonFailure("JSON parser does not support UTF-16 or UTF-32");
        }
        Object result = value(next());
        Token end = next();
        if (end != Token.T_END) {
            throw expected("the end", end);
        }
        return result;
    }

    private JsonFailure expected(String what, Token found) {
        return new JsonFailure("Expected " + what + " but found " + (found == Token.T_ERROR ? wrong : found.name())
                + " at character " + (index + 1));
    }

    private @Nullable Object value(Token token) {
        return switch (token) {
            case T_STRING, T_NUMBER, T_BOOLEAN, T_NULL -> value;
            case T_OBJ_BEGIN -> object();
            case T_ARR_BEGIN -> array();
            case T_OBJ_END, T_ARR_END, T_COLON, T_COMMA, T_END, T_ERROR -> throw expected("value", token);
        };
    }

    private void descend() {
        if (++depth > settings.decodeMaxDepth) {
            throw new JsonFailure("Found too many nested data structures (" + depth + ") at character " + at);
        }
    }

    private LuaTable object() {
        descend();
        LuaTable table = new LuaTable();
        Token token = next();
        if (token != Token.T_OBJ_END) {
            while (true) {
                if (token != Token.T_STRING || !(value instanceof String key)) {
                    throw expected("object key string", token);
                }
                token = next();
                if (token != Token.T_COLON) {
                    throw expected("colon", token);
                }
                table.put(key, value(next()));
                token = next();
                if (token == Token.T_OBJ_END) {
                    break;
                }
                if (token != Token.T_COMMA) {
                    throw expected("comma or object end", token);
                }
                token = next();
            }
        }
        depth--;
        return table;
    }

    private LuaTable array() {
        descend();
        LuaTable table = new LuaTable();
        table.setMetatable(arrayMetatable);
        Token token = next();
        if (token != Token.T_ARR_END) {
            for (int i = 1; ; i++) {
                table.put(i, value(token));
                token = next();
                if (token == Token.T_ARR_END) {
                    break;
                }
                if (token != Token.T_COMMA) {
                    throw expected("comma or array end", token);
                }
                token = next();
            }
        }
        depth--;
        return table;
    }

    private char at(int place) {
        return place < json.length() ? json.charAt(place) : '\0';
    }

    private Token error(String what) {
        index = at;
        wrong = what;
        return Token.T_ERROR;
    }

    private Token take(Token token, int length, @Nullable Object found) {
        at += length;
        value = found;
        return token;
    }

    private Token next() {
        if (++tokens % TOKENS_BETWEEN_CHECKS == 0) {
            LuaState.checkBudget();
        }
        char c = at(at);
        while (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            c = at(++at);
        }
        index = at;
        return switch (c) {
            case '{' -> take(Token.T_OBJ_BEGIN, 1, null);
            case '}' -> take(Token.T_OBJ_END, 1, null);
            case '[' -> take(Token.T_ARR_BEGIN, 1, null);
            case ']' -> take(Token.T_ARR_END, 1, null);
            case ',' -> take(Token.T_COMMA, 1, null);
            case ':' -> take(Token.T_COLON, 1, null);
            case '\0' -> Token.T_END;
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                boolean refused = !settings.decodeInvalidNumbers && isInvalidNumber();
                yield refused ? error("invalid number") : number();
            }
            case 't' -> word("true", Token.T_BOOLEAN, true);
            case 'f' -> word("false", Token.T_BOOLEAN, false);
            case 'n' -> word("null", Token.T_NULL, Userdata.NULL);
            default -> other();
        };
    }

    private Token word(String word, Token token, Object meaning) {
        return json.startsWith(word, at) ? take(token, word.length(), meaning) : other();
    }

    private Token other() {
        char c = at(at);
        boolean number = c == '+' || c == 'n' || c == 'N' || c == 'i' || c == 'I';
        return number && settings.decodeInvalidNumbers && isInvalidNumber() ? number() : error("invalid token");
    }

    /** A number that C reads but JSON does not know: hexadecimal, signed plus, with leading zeros, or not finite. */
    private boolean isInvalidNumber() {
        int p = at;
        if (at(p) == '+') {
            return true;
        }
        if (at(p) == '-') {
            p++;
        }
        char c = at(p);
        if (c == '0') {
            char second = at(p + 1);
            return (second | 0x20) == 'x' || isDigit(second);
        }
        return c > '9' && (json.regionMatches(true, p, "inf", 0, 3) || json.regionMatches(true, p, "nan", 0, 3));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The longest beginning that C's {@code strtod} would take. */
    private Token number() {
        int p = at;
        boolean negative = at(p) == '-';
        if (negative || at(p) == '+') {
            p++;
        }
        if (!isDigit(at(p)) && at(p) != '.') {
            return notFinite(p, negative);
        }
        if (at(p) == '0' && (at(p + 1) | 0x20) == 'x' && Character.digit(at(p + 2), 16) >= 0) {
            return hexadecimal(p + 2, negative);
        }
        int digits = p;
        long whole = 0;
        while (isDigit(at(p))) {
            whole = whole * 10 + at(p++) - '0';
        }
        boolean simple = p - digits <= 18;
        if (at(p) == '.') {
            simple = false;
            p++;
            while (isDigit(at(p))) {
                p++;
            }
            if (p == digits + 1) {
                return error("invalid number");
            }
        }
        int exponent = exponentEnd(p, 'e');
        if (simple && exponent == p) {
            double number = whole;
            return take(Token.T_NUMBER, p - at, negative ? -number : number);
        }
        double number = Double.parseDouble(json.substring(digits, exponent));
        return take(Token.T_NUMBER, exponent - at, negative ? -number : number);
    }

    /** Where the exponent that may begin here ends; here, if there is none. */
    private int exponentEnd(int start, char letter) {
        if ((at(start) | 0x20) != letter) {
            return start;
        }
        int p = start + 1;
        if (at(p) == '-' || at(p) == '+') {
            p++;
        }
        if (!isDigit(at(p))) {
            return start;
        }
        while (isDigit(at(p))) {
            p++;
        }
        return p;
    }

    private Token hexadecimal(int start, boolean negative) {
        int p = start;
        while (Character.digit(at(p), 16) >= 0) {
            p++;
        }
        if (at(p) == '.') {
            p++;
            while (Character.digit(at(p), 16) >= 0) {
                p++;
            }
        }
        int end = exponentEnd(p, 'p');
        String text = "0x" + json.substring(start, end) + (end == p ? "p0" : "");
        double number = Double.parseDouble(text);
        return take(Token.T_NUMBER, end - at, negative ? -number : number);
    }

    private Token notFinite(int p, boolean negative) {
        if (json.regionMatches(true, p, "nan", 0, 3)) {
            return take(Token.T_NUMBER, p + 3 - at, Double.NaN);
        }
        if (json.regionMatches(true, p, "inf", 0, 3)) {
            int length = json.regionMatches(true, p, "infinity", 0, 8) ? 8 : 3;
            double number = Double.POSITIVE_INFINITY;
            return take(Token.T_NUMBER, p + length - at, negative ? -number : number);
        }
        return error("invalid number");
    }

    private Token string() {
        int start = ++at;
        StringBuilder unescaped = null;
        int copied = start;
        char c = at(at);
        while (c != '"') {
            if (c == '\0') {
                return error("unexpected end of string");
            }
            if (c == '\\') {
                if (unescaped == null) {
                    unescaped = new StringBuilder();
                }
                unescaped.append(json, copied, at);
                String wrongHere = escape(unescaped);
                if (wrongHere != null) {
                    return error(wrongHere);
                }
                copied = at;
            } else {
                at++;
            }
            c = at(at);
        }
        String text = unescaped == null
                ? json.substring(start, at)
                : unescaped.append(json, copied, at).toString();
        return take(Token.T_STRING, 1, text);
    }

    /** Takes one escape; answers what is wrong with it, or null. */
    private @Nullable String escape(StringBuilder out) {
        char kind = at(at + 1);
        char plain = switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> '\0';
        };
        if (plain != '\0') {
            out.append(plain);
            at += 2;
            return null;
        }
        if (kind != 'u') {
            return "invalid escape code";
        }
        return unicode(out) ? null : "invalid unicode escape code";
    }

    private boolean unicode(StringBuilder out) {
        int code = hex4(at + 2);
        if (code < 0) {
            return false;
        }
        int length = 6;
        if ((code & 0xF800) == 0xD800) {
            if (!Character.isHighSurrogate((char) code) || at(at + 6) != '\\' || at(at + 7) != 'u') {
                return false;
            }
            int low = hex4(at + 8);
            if (low < 0 || !Character.isLowSurrogate((char) low)) {
                return false;
            }
            code = Character.toCodePoint((char) code, (char) low);
            length = 12;
        }
        out.append(Utf8.encode(Character.toString(code)));
        at += length;
        return true;
    }

    private int hex4(int start) {
        int code = 0;
        for (int i = start; i < start + 4; i++) {
            char c = at(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
