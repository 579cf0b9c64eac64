package io.moongate.lua.value;

import org.jspecify.annotations.Nullable;

/** A function written in Lua: an instance of a generated class, with its environment; upvalues are its fields. */
public abstract class LuaClosure extends LuaFunction {
    /** Where its globals are; {@code setfenv} changes it. */
    public LuaTable env;

    /** Whether it makes tail calls itself; what makes none may be called in tail position as if it were Java. */
    public final boolean chains;

    protected LuaClosure(LuaTable env, boolean chains) {
        this.env = env;
        this.chains = chains;
    }

    /** Another closure of the same code. The upvalues are plain values or {@link Cell}s, as the code expects them. */
    public abstract LuaClosure close(LuaTable newEnv, @Nullable Object[] upvalues);

    /** What is known of its code. */
    public abstract Prototype prototype();

    /** Its upvalues as they stand: plain values or {@link Cell}s. */
    public abstract @Nullable Object[] upvalues();

    @Override
    public String name() {
        return prototype().name();
    }
}
