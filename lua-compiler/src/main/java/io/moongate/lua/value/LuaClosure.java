package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** A function written in Lua: an instance of a generated class, with its environment; upvalues are its fields. */
public abstract class LuaClosure extends LuaFunction {
    /** Where its globals are; {@code setfenv} changes it. */
    public LuaTable env;

    /** Its prototype if it makes tail calls itself, or null. */
    public final @Nullable Prototype chain;

    /** The stack of calls of the state that it belongs to. */
    public final Depth depth;

    protected LuaClosure(Depth depth, LuaTable env, @Nullable Prototype chain) {
        this.depth = depth;
        this.env = env;
        this.chain = chain;
    }

    /** Another closure of the same code. The upvalues are plain values or {@link Cell}s, as the code expects them. */
    public abstract LuaClosure close(Depth stack, LuaTable newEnv, @Nullable Object[] upvalues);

    /** What is known of its code. */
    public abstract Prototype prototype();

    /** Its upvalues as they stand: plain values or {@link Cell}s. */
    public abstract @Nullable Object[] upvalues();

    @Override
    public String name() {
        return prototype().name();
    }
}
