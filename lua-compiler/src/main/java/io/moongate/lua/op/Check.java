package io.moongate.lua.op;

import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** Arguments of Java functions as the types they want, with Lua's coercions; argument numbers begin with 1. */
public final class Check {
    private Check() {}

    public static double number(@Nullable Object value, int argument) {
        if (value instanceof Double d) {
            return d;
        }
        Double number = Convert.toNumber(value);
        if (number == null) {
            throw ArgumentError.type(argument, "number", value);
        }
        return number;
    }

    /** A number without its fraction; what is too large for an int, or no number, is the smallest: as x86 has it. */
    public static int integer(@Nullable Object value, int argument) {
        double number = number(value, argument);
        return number < 0x1p31 ? (int) number : Integer.MIN_VALUE;
    }

    public static double number(@Nullable Object value, int argument, double otherwise) {
        return value == null ? otherwise : number(value, argument);
    }

    public static int integer(@Nullable Object value, int argument, int otherwise) {
        return value == null ? otherwise : integer(value, argument);
    }

    public static String string(@Nullable Object value, int argument) {
        if (value instanceof String s) {
            return s;
        }
        String text = Convert.toStringOrNull(value);
        if (text == null) {
            throw ArgumentError.type(argument, "string", value);
        }
        return text;
    }

    public static String string(@Nullable Object value, int argument, String otherwise) {
        return value == null ? otherwise : string(value, argument);
    }

    public static LuaTable table(@Nullable Object value, int argument) {
        if (value instanceof LuaTable table) {
            return table;
        }
        throw ArgumentError.type(argument, "table", value);
    }

    public static LuaFunction function(@Nullable Object value, int argument) {
        if (value instanceof LuaFunction function) {
            return function;
        }
        throw ArgumentError.type(argument, "function", value);
    }

    public static boolean bool(@Nullable Object value, int argument) {
        if (value instanceof Boolean b) {
            return b;
        }
        throw ArgumentError.type(argument, "boolean", value);
    }

    /** The argument at a zero-based place, nil beyond the end. */
    public static @Nullable Object at(@Nullable Object[] arguments, int place) {
        return place < arguments.length ? arguments[place] : null;
    }

    /** A number among all arguments, told apart from one that was not given; {@code argument} begins with 1. */
    public static double number(@Nullable Object[] arguments, int argument) {
        return number(given(arguments, argument, "number"), argument);
    }

    public static int integer(@Nullable Object[] arguments, int argument) {
        return integer(given(arguments, argument, "number"), argument);
    }

    public static String string(@Nullable Object[] arguments, int argument) {
        return string(given(arguments, argument, "string"), argument);
    }

    public static LuaTable table(@Nullable Object[] arguments, int argument) {
        return table(given(arguments, argument, "table"), argument);
    }

    /** Any value that was given, nil too. */
    public static @Nullable Object any(@Nullable Object[] arguments, int argument) {
        if (argument > arguments.length) {
            throw ArgumentError.of(argument, "value expected");
        }
        return arguments[argument - 1];
    }

    private static @Nullable Object given(@Nullable Object[] arguments, int argument, String expected) {
        if (argument > arguments.length) {
            throw ArgumentError.missing(argument, expected);
        }
        return arguments[argument - 1];
    }
}
