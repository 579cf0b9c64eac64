package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table {@code coroutine}. */
public final class CoroutineLib {
    /** Stands for what runs when no coroutine does; it can be looked at, never resumed. */
    private static final Coroutine MAIN = new Coroutine(NativeFunction.of0("main", () -> null));

    private CoroutineLib() {}

    static LuaTable create() {
        LuaTable coroutine = new LuaTable(0, 8);
        coroutine.put("create", NativeFunction.of1("create", f -> new Coroutine(Check.function(f, 1))));
        coroutine.put("isyieldable", NativeFunction.of0("isyieldable", () -> running() != null));
        coroutine.put("resume", new Resume());
        coroutine.put("running", NativeFunction.of0("running", CoroutineLib::runningAndMain));
        coroutine.put("status", NativeFunction.of1("status", CoroutineLib::status));
        coroutine.put("wrap", NativeFunction.of1("wrap", f -> new Wrapped(new Coroutine(Check.function(f, 1)))));
        coroutine.put("yield", new Yield());
        return coroutine;
    }

    private static @Nullable Coroutine running() {
        return LuaState.current().running();
    }

    private static Coroutine check(@Nullable Object value) {
        if (value instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw ArgumentError.of(1, "coroutine expected");
    }

    private static @Nullable Object runningAndMain() {
        Coroutine running = running();
        return Values.of2(running == null ? MAIN : running, running == null);
    }

    private static @Nullable Object status(@Nullable Object value) {
        Coroutine coroutine = check(value);
        if (coroutine == MAIN) {
            return running() == null ? "running" : "normal";
        }
        return coroutine.status().name().toLowerCase(Locale.ROOT);
    }

    /** Why it cannot be resumed now, or null. */
    private static @Nullable String refusal(Coroutine coroutine) {
        return coroutine.status() == Coroutine.Status.SUSPENDED && coroutine != MAIN ? null : reason(coroutine);
    }

    private static @Nullable String reason(Coroutine coroutine) {
        if (coroutine == MAIN) {
            return "cannot resume running coroutine";
        }
        return switch (coroutine.status()) {
            case SUSPENDED -> null;
            case RUNNING, NORMAL -> "cannot resume running coroutine";
            case DEAD -> "cannot resume dead coroutine";
        };
    }

    /** {@code coroutine.resume}; the common numbers of arguments need no arrays. */
    private static final class Resume extends NativeFunction.Many {
        Resume() {
            super("resume");
        }

        @Override
        public @Nullable Object call1(@Nullable Object coroutine) {
            return resume(check(coroutine), Values.NONE);
        }

        @Override
        public @Nullable Object call2(@Nullable Object coroutine, @Nullable Object a) {
            return resume(check(coroutine), a);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            Coroutine coroutine = check(Check.at(arguments, 0));
            return resume(coroutine, Values.of(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }

        private static @Nullable Object resume(Coroutine coroutine, @Nullable Object given) {
            String refusal = refusal(coroutine);
            if (refusal != null) {
                return Values.of2(false, refusal);
            }
            try {
                return succeeded(coroutine.resumeWith(given));
            } catch (HostSignal signal) {
                throw signal;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
                return Values.of2(false, LuaError.of(thrown).value());
            }
        }

        private static Object succeeded(@Nullable Object result) {
            if (!(result instanceof Values values)) {
                return Values.of2(true, result);
            }
            @Nullable Object[] all = new @Nullable Object[values.items.length + 1];
            all[0] = true;
            System.arraycopy(values.items, 0, all, 1, values.items.length);
            return Objects.requireNonNull(Values.of(all));
        }
    }

    /** {@code coroutine.yield}. */
    private static final class Yield extends NativeFunction.Many {
        Yield() {
            super("yield");
        }

        @Override
        public @Nullable Object call0() {
            return Coroutine.yieldWith(Values.NONE);
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return Coroutine.yieldWith(a);
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] values) {
            return Coroutine.yieldWith(Values.of(values.clone()));
        }
    }

    /** What {@code coroutine.wrap} answers. */
    private static final class Wrapped extends NativeFunction.Many {
        private final Coroutine coroutine;

        Wrapped(Coroutine coroutine) {
            super("wrap_aux");
            this.coroutine = coroutine;
        }

        @Override
        public @Nullable Object call0() {
            return resume(Values.NONE);
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return resume(a);
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return resume(Values.of2(a, b));
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            return resume(Values.of(arguments.clone()));
        }

        /** As LuaJIT writes the place before the text it takes it for one of C's, which end at a zero byte. */
        private static String toZero(String text) {
            int zero = text.indexOf(0);
            return zero < 0 ? text : text.substring(0, zero);
        }

        private @Nullable Object resume(@Nullable Object given) {
            String refusal = refusal(coroutine);
            if (refusal != null) {
                throw LuaError.caller(refusal);
            }
            try {
                return coroutine.resumeWith(given);
            } catch (HostSignal signal) {
                throw signal;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
                LuaError error = LuaError.of(thrown);
                throw error.value() instanceof String text ? LuaError.caller(toZero(text)) : error;
            }
        }
    }
}
