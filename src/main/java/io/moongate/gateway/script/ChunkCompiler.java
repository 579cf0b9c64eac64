package io.moongate.gateway.script;

import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;

/** Compiles the texts of functions. */
final class ChunkCompiler implements ChunkLoader {
    Chunk compile(String source) {
        return environment -> load(source, source, environment);
    }

    @Override
    public LuaFunction load(String source, String chunkName, LuaTable env) {
        throw new UnsupportedOperationException("no compiler yet");
    }
}
