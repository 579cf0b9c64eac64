package io.moongate.lua.lib;

import org.jspecify.annotations.Nullable;

/**
 * One item of a {@link Pattern}. Which fields mean something depends on the kind; kinds are numbers because a match
 * switches over them at each step.
 *
 * @param kind one of the constants here
 * @param number a character, or the zero-based number of a capture
 * @param set the characters it takes, true at their codes
 * @param text the literal text, or the message of the error
 * @param follow what the items behind begin with at least; null if they may match nothing, or raise an error
 * @param exclusive whether nothing that it takes can begin what follows
 */
record PatternItem(int kind, int number, boolean[] set, String text, boolean @Nullable [] follow, boolean exclusive) {
    /** The end of the pattern: a match. */
    static final int DONE = 0;
    /** One certain character. */
    static final int CHAR = 1;
    /** Two characters or more. */
    static final int TEXT = 2;
    /** One of a set. */
    static final int SET = 3;
    /** With a question mark behind. */
    static final int OPTIONAL = 4;
    /** With a star behind. */
    static final int MANY = 5;
    /** With a plus sign behind. */
    static final int SOME = 6;
    /** With a minus sign behind. */
    static final int FEW = 7;
    /** A capture begins. */
    static final int OPEN = 8;
    /** A capture that is a position. */
    static final int POSITION = 9;
    /** A capture ends. */
    static final int CLOSE = 10;
    /** Between a pair of characters; the text is the pair. */
    static final int BALANCE = 11;
    /** Where a set begins to hold. */
    static final int FRONTIER = 12;
    /** What a capture matched, once more. */
    static final int AGAIN = 13;
    /** The end of the subject. */
    static final int END = 14;
    /** Something that is no pattern: an error for a match that comes so far. */
    static final int ERROR = 15;

    private static final boolean[] NOTHING = {};

    static PatternItem of(int kind) {
        return new PatternItem(kind, 0, NOTHING, "", null, false);
    }

    static PatternItem numbered(int kind, int number) {
        return new PatternItem(kind, number, NOTHING, "", null, false);
    }

    static PatternItem ofSet(int kind, boolean[] set) {
        return new PatternItem(kind, 0, set, "", null, false);
    }

    static PatternItem ofText(int kind, String text) {
        return new PatternItem(kind, 0, NOTHING, text, null, false);
    }

    /** The same in front of items that begin so. */
    PatternItem before(boolean @Nullable [] rest) {
        return new PatternItem(kind, number, set, text, rest, rest != null && disjoint(rest));
    }

    private boolean disjoint(boolean[] rest) {
        for (int c = 0; c < set.length; c++) {
            if (set[c] && rest[c]) {
                return false;
            }
        }
        return true;
    }

    /** What this and the items behind begin with at least; null if they may match nothing, or raise an error. */
    boolean @Nullable [] first() {
        return switch (kind) {
            case CHAR -> CharClass.only(number);
            case TEXT, BALANCE -> CharClass.only(text.charAt(0));
            case SET, SOME -> set;
            case OPTIONAL, MANY, FEW -> withFollow();
            case OPEN, POSITION, CLOSE, FRONTIER -> follow;
            default -> null;
        };
    }

    private boolean @Nullable [] withFollow() {
        if (follow == null) {
            return null;
        }
        boolean[] both = set.clone();
        for (int c = 0; c < both.length; c++) {
            both[c] |= follow[c];
        }
        return both;
    }
}
