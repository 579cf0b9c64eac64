package io.moongate.lua.op;

import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.Where;

/**
 * A stack overflow on its way up through Lua functions. Where it happened there is no room to find out the place, and
 * trying could break the JDK's own classes; so it rises some frames first and becomes Lua's error there.
 */
public final class Overflow extends StackOverflowError {
    private static final int ENOUGH_FRAMES = 1000;

    private int risen;

    private Overflow() {}

    /** What a function throws on when an overflow reaches it. */
    public static Throwable rise(StackOverflowError overflow) {
        if (!(overflow instanceof Overflow rising)) {
            return new Overflow();
        }
        if (++rising.risen < ENOUGH_FRAMES) {
            return rising;
        }
        Where.Level caller = Where.level(1);
        String place = caller != null && caller.isLua() ? caller.position() : Where.position(0);
        return new LuaError(place + "stack overflow");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
