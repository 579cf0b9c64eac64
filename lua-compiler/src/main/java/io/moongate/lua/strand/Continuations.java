package io.moongate.lua.strand;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;

/**
 * The JVM's own continuations, found by name: nothing needs a flag to compile, and as static finals the handles cost
 * what a direct call costs.
 */
final class Continuations {
    private static final MethodHandle NEW_SCOPE;
    private static final MethodHandle NEW_CONTINUATION;
    private static final MethodHandle RUN;
    private static final MethodHandle IS_DONE;
    private static final MethodHandle YIELD;
    private static final MethodHandle WALKER;
    private static final Set<StackWalker.Option> ALL_FRAMES =
            Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE);
    static final boolean AVAILABLE;

    static {
        MethodHandle newScope = missing();
        MethodHandle newContinuation = missing();
        MethodHandle run = missing();
        MethodHandle isDone = missing();
        MethodHandle yield = missing();
        MethodHandle walker = missing();
        boolean available = false;
        if (!Boolean.getBoolean("lua.strand.threads")) {
            try {
                Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                newScope = lookup.findConstructor(scope, MethodType.methodType(void.class, String.class))
                        .asType(MethodType.methodType(Object.class, String.class));
                newContinuation = lookup.findConstructor(
                                continuation, MethodType.methodType(void.class, scope, Runnable.class))
                        .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
                run = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
                isDone = lookup.findVirtual(continuation, "isDone", MethodType.methodType(boolean.class))
                        .asType(MethodType.methodType(boolean.class, Object.class));
                yield = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scope))
                        .asType(MethodType.methodType(boolean.class, Object.class));
                walker = lookup.findVirtual(
                                continuation, "stackWalker", MethodType.methodType(StackWalker.class, Set.class))
                        .asType(MethodType.methodType(StackWalker.class, Object.class, Set.class));
                available = true;
            } catch (ReflectiveOperationException | RuntimeException e) {
                available = false;
            }
        }
        NEW_SCOPE = newScope;
        NEW_CONTINUATION = newContinuation;
        RUN = run;
        IS_DONE = isDone;
        YIELD = yield;
        WALKER = walker;
        AVAILABLE = available;
    }

    private Continuations() {}

    private static MethodHandle missing() {
        return MethodHandles.constant(Object.class, "missing");
    }

    static Object scope(String name) {
        try {
            return (Object) NEW_SCOPE.invokeExact(name);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static Object create(Object scope, Runnable body) {
        try {
            return (Object) NEW_CONTINUATION.invokeExact(scope, body);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void run(Object continuation) {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static boolean isDone(Object continuation) {
        try {
            return (boolean) IS_DONE.invokeExact(continuation);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static StackWalker walker(Object continuation) {
        try {
            return (StackWalker) WALKER.invokeExact(continuation, ALL_FRAMES);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    static void leave(Object scope) {
        try {
            boolean left = (boolean) YIELD.invokeExact(scope);
            if (!left) {
                throw new Strand.PinnedException("pinned");
            }
        } catch (IllegalStateException e) {
            throw new Strand.PinnedException(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    private static RuntimeException rethrow(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
