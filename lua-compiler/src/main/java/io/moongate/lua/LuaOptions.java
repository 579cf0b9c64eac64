package io.moongate.lua;

/**
 * How to compile.
 *
 * @param chunkName as Lua's {@code load} takes it: {@code =name} shown as it is, {@code @file}, or the source itself,
 *     shown as {@code [string "first line"]}
 */
public record LuaOptions(String chunkName) {
    /** A chunk named as given. */
    public static LuaOptions named(String chunkName) {
        return new LuaOptions(chunkName);
    }
}
