package io.moongate.lua.value;

/** What {@code load} and {@code loadstring} need of the compiler. */
@FunctionalInterface
public interface ChunkLoader {
    /**
     * Compiles and instantiates.
     *
     * @param source bytes as chars
     * @param chunkName as Lua's {@code load} takes it: {@code =name}, {@code @file}, or the source itself
     * @throws LuaError with the compiler's sentence as its value
     */
    LuaFunction load(String source, String chunkName, LuaTable env);
}
