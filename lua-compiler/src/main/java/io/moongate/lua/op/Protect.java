package io.moongate.lua.op;

import io.moongate.lua.value.Depth;
import io.moongate.lua.value.ErrorHandler;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Preload;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Calls whose errors are caught. Host signals are not errors and pass. */
public final class Protect {
    static {
        Preload.classes(
                ArgumentError.class,
                Arith.class,
                Call.class,
                Compare.class,
                Concat.class,
                Convert.class,
                Dual.class,
                Escape.class,
                Index.class,
                Length.class,
                Loop.class,
                Meta.class,
                Multi.class,
                OperandError.class,
                Overflow.class,
                Tables.class,
                Traversal.class);
    }

    private Protect() {}

    /**
     * {@code pcall}: true and the results, or false and the error's value. Host signals find no handler here, so that
     * they leave a stack full of these fast; who catches them restores the state.
     */
    public static @Nullable Object pcall(@Nullable Object function, @Nullable Object[] arguments) {
        LuaState state = LuaState.current();
        Depth depth = state.depth();
        int before = depth.enter(Depth.PROTECTED);
        LuaState.Protection outer = state.protect(LuaState.Protection.PCALL);
        Object result;
        try {
            result = success(Call.callN(function, arguments));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            result = Values.of2(false, LuaError.of(thrown).value());
        }
        depth.leave(before);
        state.protect(outer);
        return result;
    }

    /** {@code xpcall}: true and the results, or false and the handler's first result. */
    public static @Nullable Object xpcall(
            @Nullable Object function, LuaFunction handler, @Nullable Object[] arguments) {
        LuaState state = LuaState.current();
        Handling handling = new Handling(handler);
        Depth depth = state.depth();
        int before = depth.enter(Depth.PROTECTED);
        LuaState.Protection outer = state.protect(LuaState.Protection.XPCALL);
        ErrorHandler outerHandler = state.handleBy(handling);
        Object result;
        try {
            result = success(Call.callN(function, arguments));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            depth.leave(before);
            state.protect(LuaState.Protection.PCALL);
            LuaError error = LuaError.of(thrown);
            result = Values.of2(false, error.isHandledBy(handling) ? error.answer() : handling.handle(error.value()));
        }
        depth.leave(before);
        state.protect(outer);
        state.handleBy(outerHandler);
        return result;
    }

    /** The handler of one {@code xpcall}; each is another, though the function be the same. */
    private static final class Handling implements ErrorHandler {
        private final LuaFunction function;

        Handling(LuaFunction function) {
            this.function = function;
        }

        @Override
        public @Nullable Object handle(@Nullable Object error) {
            Depth depth = LuaState.current().depth();
            int before = depth.enterHandler();
            try {
                // The handler's answer is one value, whatever it returns.
                return Values.first(Call.call(function, error));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
                return "error in error handling";
            } finally {
                depth.leave(before);
            }
        }
    }

    private static @Nullable Object success(@Nullable Object result) {
        if (result instanceof Values values) {
            return Values.of(prepend(true, values.items));
        }
        return Values.of2(true, result);
    }

    private static @Nullable Object[] prepend(@Nullable Object first, @Nullable Object[] rest) {
        @Nullable Object[] all = new @Nullable Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
