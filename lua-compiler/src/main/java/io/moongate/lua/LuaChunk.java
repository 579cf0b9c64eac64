package io.moongate.lua;

import io.moongate.lua.load.CompiledChunk;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import java.util.List;

/** A compiled chunk. Thread-safe, as long as each instance is used in one {@code LuaState}. */
public final class LuaChunk {
    private final CompiledChunk chunk;

    LuaChunk(CompiledChunk chunk) {
        this.chunk = chunk;
    }

    /**
     * The main function with this table as its globals, for the state that the current thread is in. Calling it runs the
     * chunk.
     *
     * @throws IllegalStateException if the thread is in no state
     */
    public LuaFunction instantiate(LuaTable env) {
        return chunk.main().close(LuaState.current().depth(), env, new Object[0]);
    }

    /** The class files it consists of, the main function's first, for dumps. */
    public List<byte[]> classFiles() {
        return chunk.classFiles();
    }
}
