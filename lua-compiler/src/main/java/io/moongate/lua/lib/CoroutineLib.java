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
        coroutine.put("resume", NativeFunction.ofN("resume", CoroutineLib::resume));
        coroutine.put("running", NativeFunction.of0("running", CoroutineLib::runningAndMain));
        coroutine.put("status", NativeFunction.of1("status", CoroutineLib::status));
        coroutine.put("wrap", NativeFunction.of1("wrap", f -> new Wrapped(new Coroutine(Check.function(f, 1)))));
        coroutine.put("yield", NativeFunction.ofN("yield", CoroutineLib::yieldValues));
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
        if (coroutine == MAIN) {
            return "cannot resume running coroutine";
        }
        return switch (coroutine.status()) {
            case SUSPENDED -> null;
            case RUNNING, NORMAL -> "cannot resume running coroutine";
            case DEAD -> "cannot resume dead coroutine";
        };
    }

    private static @Nullable Object resume(@Nullable Object[] arguments) {
        Coroutine coroutine = check(Check.at(arguments, 0));
        String refusal = refusal(coroutine);
        if (refusal != null) {
            return Values.of2(false, refusal);
        }
        try {
            @Nullable Object[] results = coroutine.resume(Arrays.copyOfRange(arguments, 1, arguments.length));
            @Nullable Object[] all = new @Nullable Object[results.length + 1];
            all[0] = true;
            System.arraycopy(results, 0, all, 1, results.length);
            return Values.of(all);
        } catch (HostSignal signal) {
            throw signal;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            return Values.of2(false, LuaError.of(thrown).value());
        }
    }

    private static @Nullable Object yieldValues(@Nullable Object[] values) {
        if (running() == null) {
            throw LuaError.caller("attempt to yield across C-call boundary");
        }
        return Values.of(Coroutine.yield(values.clone()));
    }

    private static final class Wrapped extends NativeFunction.Many {
        private final Coroutine coroutine;

        Wrapped(Coroutine coroutine) {
            super("wrap_aux");
            this.coroutine = coroutine;
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            String refusal = refusal(coroutine);
            if (refusal != null) {
                throw LuaError.caller(refusal);
            }
            try {
                return Values.of(coroutine.resume(arguments.clone()));
            } catch (HostSignal signal) {
                throw signal;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
                LuaError error = LuaError.of(thrown);
                String text = error.value() instanceof String s ? s : null;
                throw text == null ? error : LuaError.caller(text);
            }
        }
    }
}
