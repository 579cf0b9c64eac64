package io.moongate.lua.op;

import org.jspecify.annotations.Nullable;

/**
 * How a part of a function that was too large for one method ended: at its own end (code 0), or by a jump to a label
 * outside of it. Anything else a part returns is the function's result.
 */
public final class Escape {
    private static final Escape[] KNOWN = new Escape[64];

    static {
        for (int i = 0; i < KNOWN.length; i++) {
            KNOWN[i] = new Escape(i);
        }
    }

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
