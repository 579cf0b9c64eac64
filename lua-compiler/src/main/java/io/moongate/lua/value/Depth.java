package io.moongate.lua.value;

import io.moongate.lua.sandbox.Budget;

/**
 * How much deeper calls may nest in one stack of Lua, in slots as LuaJIT counts them: two for a call and one for each
 * variable alive there. Functions take their slots before their first call and give them back when they return; whoever
 * catches what was thrown through them puts back the room there was.
 */
public final class Depth {
    /** What a stack holds: as LuaJIT's, so that a function without variables nests some 32,000 deep. */
    public static final int FULL = 65_484;

    /** What the call of a metamethod takes. */
    static final int METAMETHOD = 6;
    /** What a library function takes that calls back: it needs more of the JVM's stack than of Lua's. */
    public static final int CALLBACK = 20;
    /** What {@code pcall} takes. */
    public static final int PROTECTED = 4;

    private static final int HANDLER = 2_000;
    /** No function has more variables, so that an exhausted stack holds more calls than this. */
    private static final int FEWEST_CALLS = FULL / 250;

    private int limit = FULL;
    private int room = FULL;

    /**
     * Takes so many slots.
     *
     * @return what to give to {@link #leave}
     */
    public int enter(int slots) {
        int before = room;
        if (before < slots) {
            overflow();
            before = room;
        }
        room = before - slots;
        return before;
    }

    /** Gives them back: on return, and where what was thrown is caught. */
    public void leave(int before) {
        room = before;
    }

    /** The room there is, for {@link #leave}. */
    public int room() {
        return room;
    }

    /** Takes slots for the call of a metamethod. */
    public int enterMetamethod() {
        return enter(METAMETHOD);
    }

    /** Gives an error handler some room where there may be none; {@link #leave} takes it back. */
    public int enterHandler() {
        int before = room;
        room = before + HANDLER;
        return before;
    }

    /** How many slots are taken. */
    int used() {
        return limit - room;
    }

    /** Another stack of Lua goes on, which has taken so many slots. */
    void setUsed(int used) {
        room = limit - used;
    }

    /** Nothing of Lua runs. */
    void reset() {
        room = limit;
    }

    /** Sets how many slots there are in all; 0 stands for as many as there can be. */
    void limitTo(int slots) {
        int next = slots == 0 ? FULL : Math.min(slots, FULL);
        room += next - limit;
        limit = next;
    }

    private void overflow() {
        LuaState state = LuaState.currentOrNull();
        if (state == null || state.depth() != this || limit == FULL && Where.isShallow(FEWEST_CALLS)) {
            // A host has caught errors without giving back what they left, or runs a function in a foreign state.
            room = limit;
            return;
        }
        Budget account = state.budget();
        if (account != null && account.deepest(limit)) {
            LuaState.poll();
        }
        throw LuaError.here("stack overflow");
    }
}
