package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** The types of Lua by name. */
public final class LuaType {
    private LuaType() {}

    /** What {@code type} answers. */
    public static String name(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case Boolean b -> "boolean";
            case Double d -> "number";
            case String s -> "string";
            case LuaTable t -> "table";
            case LuaFunction f -> "function";
            case Coroutine c -> "thread";
            case Cdata c -> "cdata";
            default -> "userdata";
        };
    }
}
