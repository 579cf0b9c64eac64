package io.moongate.lua.lib;

import org.jspecify.annotations.Nullable;

/**
 * A pattern, taken apart. What is wrong with it is an item, too: only a match that comes so far raises the error.
 * Immutable; those used lately are remembered for all threads, which may overwrite each other's.
 */
final class Pattern {
    private static final int LONGEST = 128;
    private static final int PLACES = 512;
    private static final @Nullable Pattern[] KNOWN = new @Nullable Pattern[PLACES];

    private final String source;
    /** Whether it means nothing but itself. */
    final boolean plain;
    /** Whether it matches at the start of the search only. */
    final boolean anchored;

    final PatternItem[] items;
    /** How many captures it has. */
    final int captures;
    /** What each match begins with; null if that may be anything or nothing. */
    final boolean @Nullable [] first;

    private Pattern(String source, boolean anchored) {
        this.source = source;
        this.plain = !hasMagic(source);
        this.anchored = anchored;
        PatternReader reader = new PatternReader(source, anchored ? 1 : 0);
        this.items = reader.items();
        this.captures = reader.captures();
        this.first = items[0].first();
    }

    /** The pattern with this source, whose circumflex at the beginning ties it there. */
    static Pattern of(String source) {
        int place = source.hashCode() & PLACES - 1;
        Pattern known = KNOWN[place];
        if (known != null && (known.source == source || known.source.equals(source))) {
            return known;
        }
        Pattern made = new Pattern(source, source.startsWith("^"));
        if (source.length() <= LONGEST) {
            KNOWN[place] = made;
        }
        return made;
    }

    /** The same, but a circumflex at the beginning stands for itself. */
    static Pattern unanchored(String source) {
        return source.startsWith("^") ? new Pattern(source, false) : of(source);
    }

    /** A lone closing bracket has no meaning of its own. */
    private static boolean hasMagic(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '^', '$', '*', '+', '?', '.', '(', '[', '%', '-' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
