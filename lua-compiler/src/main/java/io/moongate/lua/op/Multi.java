package io.moongate.lua.op;

import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Lists of values in generated code: arguments, varargs, results that may be pending tail calls. */
public final class Multi {
    private static final @Nullable Object[] NONE = {};

    private Multi() {}

    /** All values of a result. */
    public static @Nullable Object[] array(@Nullable Object result) {
        return Values.array(Values.resolve(result));
    }

    /** These values and then all of a result. */
    public static @Nullable Object[] join(@Nullable Object[] head, @Nullable Object result) {
        return join(head, array(result));
    }

    public static @Nullable Object[] join(@Nullable Object[] head, @Nullable Object[] tail) {
        @Nullable Object[] all = new @Nullable Object[head.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    /** The value at a place, nil beyond the end. */
    public static @Nullable Object at(@Nullable Object[] values, int place) {
        return place < values.length ? values[place] : null;
    }

    /** The arguments after the named ones. */
    public static @Nullable Object[] rest(@Nullable Object[] arguments, int named) {
        if (named == 0) {
            return arguments;
        }
        int count = arguments.length - named;
        if (count <= 0) {
            return NONE;
        }
        @Nullable Object[] rest = new @Nullable Object[count];
        System.arraycopy(arguments, named, rest, 0, count);
        return rest;
    }

    /** The end of a call made for its effect. */
    public static void drop(@Nullable Object result) {
        if (result instanceof Values) {
            Values.resolve(result);
        }
    }
}
