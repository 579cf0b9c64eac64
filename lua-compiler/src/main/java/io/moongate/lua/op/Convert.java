package io.moongate.lua.op;

import io.moongate.lua.value.Cdata;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.NumberReader;
import io.moongate.lua.value.Numbers;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** Values to other types, as Lua does by itself or by {@code tostring} and {@code tonumber}. */
public final class Convert {
    private Convert() {}

    /** Everything but nil and false is true. */
    public static boolean truth(@Nullable Object value) {
        return value != null && value != Boolean.FALSE;
    }

    /** A number or a string that reads as one; null otherwise. */
    public static @Nullable Double toNumber(@Nullable Object value) {
        return switch (value) {
            case Double d -> d;
            case String s -> NumberReader.read(s);
            case null, default -> null;
        };
    }

    /** A string or a number as string; null otherwise. */
    public static @Nullable String toStringOrNull(@Nullable Object value) {
        return switch (value) {
            case String s -> s;
            case Double d -> Numbers.toString(d);
            case null, default -> null;
        };
    }

    /** What {@code tostring} answers, metamethods included. */
    public static String tostring(@Nullable Object value) {
        switch (value) {
            case String s -> {
                return s;
            }
            case Double d -> {
                return Numbers.toString(d);
            }
            case null -> {
                return "nil";
            }
            case Boolean b -> {
                return b ? "true" : "false";
            }
            case Cdata data -> {
                return data.toString();
            }
            default -> {}
        }
        LuaTable metatable = Meta.tableOf(value);
        if (metatable != null) {
            Object handler = metatable.metamethod(Metamethod.TOSTRING);
            if (handler != null) {
                Object text = Call.callBack(handler, value);
                String string = toStringOrNull(io.moongate.lua.value.Values.first(text));
                if (string == null) {
                    throw LuaError.caller("'tostring' must return a string to 'print'");
                }
                return string;
            }
        }
        return identity(value);
    }

    /** Type and address, as {@code tostring} shows what has no text of its own. */
    public static String identity(Object value) {
        if (value == Userdata.NULL) {
            return "userdata: NULL";
        }
        if (value instanceof NativeFunction) {
            return "function: builtin: " + address(value);
        }
        return (value instanceof LuaFunction ? "function" : LuaType.name(value)) + ": " + address(value);
    }

    private static String address(Object value) {
        return "0x" + String.format("%012x", 0x7f0000000000L + ((long) System.identityHashCode(value) << 3));
    }

    /** The current world, for those who have only a value. */
    static LuaState state() {
        return LuaState.current();
    }
}
