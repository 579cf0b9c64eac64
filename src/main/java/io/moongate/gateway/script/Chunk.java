package io.moongate.gateway.script;

import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;

/** The compiled text of a function, shared by all workers. */
@FunctionalInterface
interface Chunk {
    /** The function that runs the text in an environment. */
    LuaFunction instantiate(LuaTable environment);
}
