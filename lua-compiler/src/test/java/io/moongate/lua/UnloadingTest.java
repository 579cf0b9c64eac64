package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaTable;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Classes come once for each text, and go with the last function made from them. */
@Timeout(60)
final class UnloadingTest {
    private static final int MANY = 500;

    @Test
    void unloadsWhatIsDropped() throws LuaSyntaxException {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        long before = classes.getUnloadedClassCount();
        Script script = new Script(new Lua());
        for (int i = 0; i < MANY; i++) {
            script.run("local function f() return " + i + " end return f()");
        }
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (classes.getUnloadedClassCount() - before < MANY && System.nanoTime() < deadline) {
            System.gc();
            Thread.onSpinWait();
        }
        assertTrue(classes.getUnloadedClassCount() - before >= MANY);
    }

    @Test
    void compilesTheSameTextOnce() throws LuaSyntaxException {
        Lua lua = new Lua();
        var one = lua.compile("return 1", LuaOptions.named("=a")).instantiate(new LuaTable());
        var two = lua.compile("return 1", LuaOptions.named("=a")).instantiate(new LuaTable());
        var other = lua.compile("return 1", LuaOptions.named("=b")).instantiate(new LuaTable());
        assertNotSame(one, two);
        assertSame(one.getClass(), two.getClass());
        assertNotSame(one.getClass(), other.getClass());
        assertEquals(1.0, Call.call(other));
    }
}
