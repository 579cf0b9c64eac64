package io.moongate.lua.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own view of its frames, with the objects they belong to, found by name: it is there only if the JVM was
 * started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}, as the command line's is.
 */
final class LiveFrames {
    private static final @Nullable StackWalker WALKER;
    private static final @Nullable MethodHandle LOCALS;

    static {
        StackWalker walker = null;
        MethodHandle locals = null;
        try {
            Class<?> type = Class.forName("java.lang.LiveStackFrame");
            Method open = type.getDeclaredMethod("getStackWalker", Set.class);
            Method getLocals = type.getDeclaredMethod("getLocals");
            open.setAccessible(true);
            getLocals.setAccessible(true);
            walker = (StackWalker) open.invoke(
                    null, Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE));
            locals = MethodHandles.lookup().unreflect(getLocals);
        } catch (ReflectiveOperationException | RuntimeException e) {
            walker = null;
        }
        WALKER = walker;
        LOCALS = locals;
    }

    private LiveFrames() {}

    /** A walker whose frames {@link #closure} understands, or null where the JVM keeps them to itself. */
    static @Nullable StackWalker walker() {
        return LOCALS == null ? null : WALKER;
    }

    /** The function that a frame of generated code belongs to; null when the JVM has forgotten it. */
    static @Nullable LuaClosure closure(StackWalker.StackFrame frame) {
        MethodHandle locals = LOCALS;
        if (locals == null) {
            return null;
        }
        try {
            Object[] all = (Object[]) locals.invoke(frame);
            return all.length > 0 && all[0] instanceof LuaClosure closure ? closure : null;
        } catch (Throwable e) {
            return null;
        }
    }
}
