package io.moongate.lua.op;

import org.jspecify.annotations.Nullable;

/**
 * How a part of a function that was too large for one method ended: at its own end (code 0), by leaving the loop around
 * it (code 1), by going on to the next part of a chain (code 2), or by a jump to a label outside of it, which has a
 * number. Anything else a part returns is the
 * function's result.
 */
public final class Escape {
    /** The code of {@code break}; those of labels follow. */
    public static final int BREAK = 1;
    /** The code of going on in a chain. */
    public static final int TO_NEXT = 2;
    /** The code of the first label. */
    public static final int FIRST_LABEL = 3;

    private static final Escape[] KNOWN = new Escape[64];

    static {
        for (int i = 0; i < KNOWN.length; i++) {
            KNOWN[i] = new Escape(i);
        }
    }

    /** At its own end. */
    public static final Escape END = KNOWN[0];
    /** Going on in a chain. */
    public static final Escape NEXT = KNOWN[TO_NEXT];

    private final int code;

    private Escape(int code) {
        this.code = code;
    }

    public static Escape of(int code) {
        return code < KNOWN.length ? KNOWN[code] : new Escape(code);
    }

    /** The code, or -1 when the value is a result of the function. */
    public static int code(@Nullable Object ended) {
        return ended instanceof Escape escape ? escape.code : -1;
    }
}
