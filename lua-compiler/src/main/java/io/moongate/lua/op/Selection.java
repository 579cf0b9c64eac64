package io.moongate.lua.op;

import io.moongate.lua.value.LuaClosure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls of what is named {@code select} on a function's own varargs. They read the varargs where they lie, if the called
 * value is {@link Select} and the place an ordinary one. Whatever else there is to be called, or to be complained of,
 * goes the way of all calls.
 */
public final class Selection {
    private static final @Nullable Object[] NONE = {};

    private Selection() {}

    /** The zero-based place, or -1 if the ordinary way is to be gone. */
    private static int place(@Nullable Object function, double place) {
        int whole = (int) place;
        return function == Select.FUNCTION && whole == place && whole >= 1 ? whole - 1 : -1;
    }

    private static @Nullable Object[] arguments(@Nullable Object place, @Nullable Object[] varargs) {
        return Multi.join(new @Nullable Object[] {place}, varargs);
    }

    private static @Nullable Object ordinary(
            @Nullable Object function, @Nullable Object place, @Nullable Object[] varargs) {
        return Call.function(function).callN(arguments(place, varargs));
    }

    /** How many varargs there are: the call of a function with {@code '#'} before them. */
    public static @Nullable Object count(@Nullable Object function, @Nullable Object[] varargs) {
        return function == Select.FUNCTION
                ? (Object) (double) varargs.length
                : Call.first(ordinary(function, "#", varargs));
    }

    /** The first value of the call. */
    public static @Nullable Object first(@Nullable Object function, double place, @Nullable Object[] varargs) {
        int at = place(function, place);
        return at < 0 ? Call.first(ordinary(function, place, varargs)) : Multi.at(varargs, at);
    }

    public static @Nullable Object first(
            @Nullable Object function, @Nullable Object place, @Nullable Object[] varargs) {
        return place instanceof Double d
                ? first(function, d.doubleValue(), varargs)
                : Call.first(ordinary(function, place, varargs));
    }

    /** All values of the call as a result, perhaps a pending tail call. */
    public static @Nullable Object all(@Nullable Object function, @Nullable Object place, @Nullable Object[] varargs) {
        int at = place instanceof Double d ? place(function, d) : -1;
        return at < 0 ? ordinary(function, place, varargs) : Select.from(varargs, at);
    }

    /** The same call in tail position. */
    public static @Nullable Object tail(
            @Nullable Object function, @Nullable Object place, @Nullable Object[] varargs, LuaClosure caller) {
        int at = place instanceof Double d ? place(function, d) : -1;
        return at < 0
                ? Call.tailN(Call.function(function), arguments(place, varargs), caller)
                : Select.from(varargs, at);
    }

    /** All values as an array that is not to be changed. */
    public static @Nullable Object[] array(
            @Nullable Object function, @Nullable Object place, @Nullable Object[] varargs) {
        int at = place instanceof Double d ? place(function, d) : -1;
        if (at < 0) {
            return Multi.array(ordinary(function, place, varargs));
        }
        return at >= varargs.length ? NONE : Arrays.copyOfRange(varargs, at, varargs.length);
    }
}
