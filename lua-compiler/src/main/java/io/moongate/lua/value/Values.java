package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/**
 * What a function returns when it is not exactly one value: none, several, or a tail call still to be made. Exactly
 * one value is returned as itself.
 */
public final class Values {
    private static final @Nullable Object[] NO_ITEMS = {};

    /** No value at all. */
    public static final Values NONE = new Values(null, NO_ITEMS);

    /** The values, or the arguments of the pending call. Not to be changed. */
    public final @Nullable Object[] items;

    /** What is to be called, when this is a tail call still to be made. */
    public final @Nullable LuaFunction pending;

    private Values(@Nullable LuaFunction pending, @Nullable Object[] items) {
        this.pending = pending;
        this.items = items;
    }

    /** The values of this array as a result; the array now belongs to it. */
    public static @Nullable Object of(@Nullable Object... items) {
        return switch (items.length) {
            case 0 -> NONE;
            case 1 -> items[0];
            default -> new Values(null, items);
        };
    }

    public static Values of2(@Nullable Object a, @Nullable Object b) {
        return new Values(null, new @Nullable Object[] {a, b});
    }

    public static Values of3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return new Values(null, new @Nullable Object[] {a, b, c});
    }

    /** A call to be made by whoever receives this, after the caller's frame is gone. */
    public static Values tailCall(LuaFunction function, @Nullable Object[] arguments) {
        return new Values(function, arguments);
    }

    /** Makes pending tail calls until there is a result. */
    public static @Nullable Object resolve(@Nullable Object result) {
        Object at = result;
        while (at instanceof Values values && values.pending != null) {
            at = values.pending.callN(values.items);
        }
        return at;
    }

    /** The first value of a resolved result, or nil. */
    public static @Nullable Object first(@Nullable Object result) {
        if (result instanceof Values values) {
            return values.items.length > 0 ? values.items[0] : null;
        }
        return result;
    }

    /** All values of a resolved result. The array may be the result's own: do not change it. */
    public static @Nullable Object[] array(@Nullable Object result) {
        return result instanceof Values values ? values.items : new @Nullable Object[] {result};
    }

    /** How many values a resolved result has. */
    public static int count(@Nullable Object result) {
        return result instanceof Values values ? values.items.length : 1;
    }

    /** The value at a zero-based place of a resolved result, or nil. */
    public static @Nullable Object get(@Nullable Object result, int place) {
        if (result instanceof Values values) {
            return place < values.items.length ? values.items[place] : null;
        }
        return place == 0 ? result : null;
    }
}
