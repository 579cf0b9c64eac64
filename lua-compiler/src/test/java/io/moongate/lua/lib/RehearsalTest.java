package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is rehearsed goes wrong only where it is meant to. */
class RehearsalTest {
    @Test
    void theScriptRunsToItsEnd() {
        assertEquals(0, new LuaHouse().run(Rehearsal.SCRIPT, "=rehearsal").length);
    }
}
