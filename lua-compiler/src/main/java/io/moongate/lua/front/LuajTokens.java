package io.moongate.lua.front;

import io.moongate.lua.value.LuaState;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.parser.LuaParserConstants;
import org.luaj.vm2.parser.LuaParserTokenManager;
import org.luaj.vm2.parser.SimpleCharStream;

/**
 * Feeds our tokens to LuaJ's parser. Only the shape of its tree is used: names, literals and lines are taken from our
 * own tokens again, so literals go in as placeholders.
 */
final class LuajTokens extends LuaParserTokenManager {
    private static final Map<TokenKind, Integer> KINDS = new EnumMap<>(TokenKind.class);

    static {
        String[] images = LuaParserConstants.tokenImage;
        for (TokenKind kind : TokenKind.values()) {
            for (int i = 0; i < images.length; i++) {
                if (images[i].equals("\"" + kind.text + "\"")) {
                    KINDS.put(kind, i);
                }
            }
        }
        KINDS.put(TokenKind.EOF, LuaParserConstants.EOF);
        KINDS.put(TokenKind.NAME, LuaParserConstants.NAME);
        KINDS.put(TokenKind.NUMBER, LuaParserConstants.NUMBER);
        KINDS.put(TokenKind.STRING, LuaParserConstants.STRING);
    }

    private final List<Token> tokens;
    private final Grouping grouping;
    private int at;
    /** How many parentheses of the grouping have been given before the token at hand. */
    private int given;

    LuajTokens(List<Token> tokens, Grouping grouping) {
        super(new SimpleCharStream(new StringReader("")));
        this.tokens = tokens;
        this.grouping = grouping;
    }

    @Override
    public org.luaj.vm2.parser.Token getNextToken() {
        int closing = grouping.closingAt(at);
        if (given < closing + grouping.openingAt(at)) {
            return make(given++ < closing ? TokenKind.CLOSE : TokenKind.OPEN, "");
        }
        given = 0;
        Token token = tokens.get(Math.min(at, tokens.size() - 1));
        at++;
        return make(token.kind(), token.text());
    }

    private static org.luaj.vm2.parser.Token make(TokenKind token, String text) {
        LuaState.checkBudget();
        Integer kind = KINDS.get(token);
        if (kind == null) {
            throw new IllegalStateException("no such token in LuaJ: " + token);
        }
        String image = switch (token) {
            case NAME -> text;
            case NUMBER -> "0";
            case STRING -> "\"\"";
            default -> token.text;
        };
        org.luaj.vm2.parser.Token theirs = org.luaj.vm2.parser.Token.newToken(kind, image);
        theirs.kind = kind;
        theirs.image = image;
        return theirs;
    }
}
