package io.moongate.lua.value;

import java.lang.reflect.Field;
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

    /** Takes another upvalue at a place, for {@code debug.upvaluejoin}; false if the code does not expect one like it. */
    public final boolean join(int place, @Nullable Object upvalue) {
        boolean shared = upvalues()[place] instanceof Cell;
        if (shared != upvalue instanceof Cell) {
            return false;
        }
        try {
            Field field = getClass().getDeclaredField("u" + place);
            field.setAccessible(true);
            field.set(this, upvalue);
            return true;
        } catch (ReflectiveOperationException e) {
            // The function itself: it has no field for what it is.
            return false;
        }
    }

    @Override
    public String name() {
        return prototype().name();
    }
}
