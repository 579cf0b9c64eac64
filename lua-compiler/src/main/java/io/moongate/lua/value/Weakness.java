package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** What a table does not keep alive, by the {@code __mode} of its metatable: a set of two bits. */
final class Weakness {
    static final int NONE = 0;
    static final int KEYS = 1;
    static final int VALUES = 2;

    private Weakness() {}

    static int of(@Nullable LuaTable metatable) {
        Object mode = metatable == null ? null : metatable.metamethod(Metamethod.MODE);
        if (!(mode instanceof String letters)) {
            return NONE;
        }
        return (letters.indexOf('k') >= 0 ? KEYS : NONE) | (letters.indexOf('v') >= 0 ? VALUES : NONE);
    }

    /** Whether a value can go at all: numbers, booleans and strings are values, not objects, to Lua. */
    static boolean canGo(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Double d -> false;
            case String s -> false;
            case Boolean b -> false;
            default -> true;
        };
    }
}
