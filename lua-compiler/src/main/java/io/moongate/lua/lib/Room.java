package io.moongate.lua.lib;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;

/** Whether there is room for what is going to be made; asked before, since the JVM's own answer would come too late. */
public final class Room {
    /** No string is longer. */
    static final int MAX_STRING = 1 << 30;

    private static final int STEPS_BETWEEN_CHECKS = 1 << 15;

    private Room() {}

    /** Raises an error if a string of this length must not be made. */
    public static int forString(long length) {
        LuaState.checkRoom(length, true);
        return within(length, MAX_STRING);
    }

    /** Raises an error if there is no room for an array of so many values. */
    public static int forValues(long count) {
        LuaState.checkRoom(count * 8, false);
        within(count * 8, 1L << 31);
        return (int) count;
    }

    /** What a loop over many small things does at each of them, so that a budget can end it. */
    static void pause(int step) {
        if ((step & STEPS_BETWEEN_CHECKS - 1) == 0) {
            LuaState.checkBudget();
        }
    }

    private static int within(long bytes, long most) {
        if (bytes > most) {
            throw new LuaError("not enough memory");
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
