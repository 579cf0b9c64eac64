package io.moongate.lua;

/**
 * How to compile.
 *
 * @param chunkName as Lua's {@code load} takes it: {@code =name} shown as it is, {@code @file}, or the source itself,
 *     shown as {@code [string "first line"]}
 * @param countsSteps whether it counts its steps, for {@code Limits.withSteps}; it runs slower then
 * @param optimises whether numbers are kept unboxed where that can be; nothing else changes
 */
public record LuaOptions(String chunkName, boolean countsSteps, boolean optimises) {
    /** A chunk named as given, which counts no steps. */
    public static LuaOptions named(String chunkName) {
        return new LuaOptions(chunkName, false, true);
    }

    /** The same, counting steps. */
    public LuaOptions countingSteps() {
        return new LuaOptions(chunkName, true, optimises);
    }

    /** The same without optimisation, to compare with. */
    public LuaOptions unoptimised() {
        return new LuaOptions(chunkName, countsSteps, false);
    }
}
