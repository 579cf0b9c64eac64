package io.moongate.lua.front;

import java.util.HashMap;
import java.util.Map;

/**
 * Parentheses that nobody wrote, around the beginning of long chains of operators: {@code (a + b + …) + c + …}. LuaJ's
 * parser turns a chain around as a whole for each operator, so chains must not be long; what a chain means they do not
 * change.
 */
final class Grouping {
    /** How many operators of a chain go between parentheses. */
    static final int LENGTH = 32;

    private final Map<Integer, Integer> opening = new HashMap<>();
    private final Map<Integer, Integer> closing = new HashMap<>();

    /** Puts parentheses around the tokens from one to, and without, another. */
    void around(int from, int to) {
        opening.merge(from, 1, Integer::sum);
        closing.merge(to, 1, Integer::sum);
    }

    /** How many are opened before the token. */
    int openingAt(int token) {
        return opening.getOrDefault(token, 0);
    }

    /** How many are closed before the token, and before any is opened there. */
    int closingAt(int token) {
        return closing.getOrDefault(token, 0);
    }
}
