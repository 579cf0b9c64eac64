package io.moongate.gateway.regex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed expression; flags are already worked into it. */
sealed interface Node {

    /** Matches the empty text. */
    record Empty() implements Node {}

    /** One character out of a set; a literal is a set of one. */
    record Chars(CharSet set) implements Node {}

    record Concat(List<Node> items) implements Node {}

    /** The first alternative that leads to a match wins. */
    record Alternate(List<Node> items) implements Node {}

    /**
     * A repetition.
     *
     * @param max the most repetitions, or {@link #UNBOUNDED}
     */
    record Repeat(Node item, int min, int max, boolean greedy) implements Node {
        static final int UNBOUNDED = -1;
    }

    /** A group that captures; numbers count from 1. */
    record Capture(Node item, int number, @Nullable String name) implements Node {}

    record Look(Assertion assertion) implements Node {}

    /** What an expression may ask of a place between two characters. */
    enum Assertion {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        LINE_START_CRLF,
        LINE_END_CRLF,
        WORD,
        NOT_WORD,
        WORD_START,
        WORD_END,
        WORD_START_HALF,
        WORD_END_HALF,
        ASCII_WORD,
        ASCII_NOT_WORD,
        ASCII_WORD_START,
        ASCII_WORD_END,
        ASCII_WORD_START_HALF,
        ASCII_WORD_END_HALF
    }
}
