package io.moongate.lua.front;

import io.moongate.lua.value.LuaState;
import java.util.List;

/** Walks the tokens beside LuaJ's tree: both have the same order, so each node finds its own tokens. */
final class Cursor {
    private final List<Token> tokens;
    private final Grouping grouping;
    private int at;
    /** How many parentheses of the grouping have been taken before the token at hand. */
    private int grouped;

    Cursor(List<Token> tokens, Grouping grouping) {
        this.tokens = tokens;
        this.grouping = grouping;
    }

    /** Whether the parenthesis LuaJ saw here is one that nobody wrote. */
    boolean takeGroup() {
        if (grouped < grouping.openingAt(at)) {
            grouped++;
            return true;
        }
        return false;
    }

    Token here() {
        return tokens.get(at);
    }

    Token take() {
        LuaState.checkBudget();
        grouped = 0;
        return tokens.get(at++);
    }

    Token take(TokenKind kind) {
        grouped = 0;
        Token token = tokens.get(at++);
        if (token.kind() != kind) {
            throw new IllegalStateException("tree and tokens differ: " + kind + " wanted, got " + token);
        }
        return token;
    }

    boolean takeIf(TokenKind kind) {
        if (here().kind() == kind) {
            grouped = 0;
            at++;
            return true;
        }
        return false;
    }

    /** The line of the token taken last: where LuaJIT says that what it just read happens. */
    int lastLine() {
        return at == 0 ? 1 : tokens.get(at - 1).line();
    }
}
