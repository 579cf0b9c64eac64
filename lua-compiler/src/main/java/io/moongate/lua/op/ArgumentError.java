package io.moongate.lua.op;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Java function says about an argument it cannot take. To be created in the function that was called from Lua:
 * its name, and whether it was called as a method, are read from the call site.
 */
public final class ArgumentError {
    private ArgumentError() {}

    /** {@code bad argument #1 to 'floor' (number expected, got nil)}; the first argument has number 1. */
    public static LuaError type(int argument, String expected, @Nullable Object got) {
        List<Where.Level> levels = Where.levels(2);
        String actual =
                got == null && !levels.isEmpty() && levels.get(0).passed() < argument ? "no value" : LuaType.name(got);
        return compose(levels, argument, expected + " expected, got " + actual);
    }

    /** The same for functions of LuaJIT that take an argument not given for nil. */
    public static LuaError nil(int argument, String expected) {
        return compose(Where.levels(2), argument, expected + " expected, got nil");
    }

    /** The same for an argument that was not given. */
    public static LuaError missing(int argument, String expected) {
        return compose(Where.levels(2), argument, expected + " expected, got no value");
    }

    /** {@code bad argument #1 to 'char' (invalid value)}. */
    public static LuaError of(int argument, String message) {
        return compose(Where.levels(2), argument, message);
    }

    private static LuaError compose(List<Where.Level> levels, int argument, String message) {
        String called = Where.calledAs(levels, 0);
        int number = argument;
        String name = "?";
        if (called != null) {
            int quote = called.indexOf('\'');
            name = quote < 0 ? called : called.substring(quote + 1, called.length() - 1);
            if (called.startsWith("method ")) {
                number--;
                if (number == 0) {
                    return LuaError.caller("calling '" + name + "' on bad self (" + message + ")");
                }
            }
        }
        return LuaError.caller("bad argument #" + number + " to '" + name + "' (" + message + ")");
    }
}
