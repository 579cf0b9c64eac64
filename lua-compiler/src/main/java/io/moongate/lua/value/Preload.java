package io.moongate.lua.value;

/**
 * Initialises classes before Lua code runs. A class whose first use comes when the stack is nearly full would fail to
 * initialise, and the JVM never tries again.
 */
public final class Preload {
    static {
        classes(
                Values.class,
                LuaError.class,
                BudgetExceeded.class,
                Metamethod.class,
                NumberReader.class,
                LuaType.class);
        // Walking the stack and writing numbers need classes of the JDK.
        Where.traceback(0);
        Numbers.toString(0.1);
        Numbers.toString(1e-300);
    }

    private Preload() {}

    public static void classes(Class<?>... classes) {
        for (Class<?> one : classes) {
            try {
                Class.forName(one.getName(), true, one.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
