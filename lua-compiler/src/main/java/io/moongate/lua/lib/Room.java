package io.moongate.lua.lib;

import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;

/** Whether there is room for what is going to be made; asked before, since the JVM's own answer would come too late. */
public final class Room {
    /** No string is longer. */
    static final int MAX_STRING = 1 << 30;

    private Room() {}

    /** Raises an error if a string of this length must not be made. */
    public static int forString(long length) {
        LuaState.checkString(length);
        return forBytes(length, MAX_STRING);
    }

    /** Raises an error if there is no room for an array of so many values. */
    public static int forValues(long count) {
        forBytes(count * 8, 1L << 31);
        return (int) count;
    }

    private static int forBytes(long bytes, long most) {
        if (bytes > most) {
            throw new LuaError("not enough memory");
        }
        if (bytes > 1 << 16) {
            LuaState state = LuaState.currentOrNull();
            Budget budget = state == null ? null : state.budget();
            long allowed = budget == null ? 0 : budget.limits().allocatedBytes();
            if (allowed != 0 && bytes > allowed) {
                throw new LuaError("not enough memory");
            }
            LuaState.checkBudget();
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
