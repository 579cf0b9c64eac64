package io.moongate.lua.op;

import org.jspecify.annotations.Nullable;

/**
 * A value that is probably a number, as generated code carries it: a double beside an object, which is {@link #NUMBER}
 * when the double counts.
 */
public final class Dual {
    /** Says that the double counts. */
    public static final Object NUMBER = new Object();

    private Dual() {}

    /** The double half of a value. */
    public static double number(@Nullable Object value) {
        return value instanceof Double d ? d : 0;
    }

    /** The object half of a value. */
    public static @Nullable Object mark(@Nullable Object value) {
        return value instanceof Double ? NUMBER : value;
    }

    /** The value of both halves. */
    public static @Nullable Object value(@Nullable Object object, double number) {
        return object == NUMBER ? (Object) number : object;
    }
}
