package io.moongate.lua.op;

import io.moongate.lua.value.Depth;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.Prototype;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** Calling whatever can be called. All results are resolved: one value, or {@link Values} without pending call. */
public final class Call {
    private Call() {}

    public static @Nullable Object call(@Nullable Object function) {
        return Values.resolve(function(function).call0());
    }

    public static @Nullable Object call(@Nullable Object function, @Nullable Object a) {
        return Values.resolve(function(function).call1(a));
    }

    public static @Nullable Object call(@Nullable Object function, @Nullable Object a, @Nullable Object b) {
        return Values.resolve(function(function).call2(a, b));
    }

    public static @Nullable Object call(
            @Nullable Object function, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return Values.resolve(function(function).call3(a, b, c));
    }

    /** Calls with all arguments of the array. */
    public static @Nullable Object callN(@Nullable Object function, @Nullable Object[] arguments) {
        return Values.resolve(function(function).callN(arguments));
    }

    /** A call by a library function, which needs more of the JVM's stack than one by a Lua function. */
    public static @Nullable Object callBack(@Nullable Object function, @Nullable Object... arguments) {
        Depth depth = LuaState.current().depth();
        int before = depth.enter(Depth.CALLBACK);
        Object result = switch (arguments.length) {
            case 0 -> call(function);
            case 1 -> call(function, arguments[0]);
            case 2 -> call(function, arguments[0], arguments[1]);
            default -> callN(function, arguments);
        };
        depth.leave(before);
        return result;
    }

    /** The value as function; what is none becomes one that calls its {@code __call} or raises the error when called. */
    public static LuaFunction function(@Nullable Object value) {
        return value instanceof LuaFunction function ? function : new NotFunction(value);
    }

    /** The first value of a result that may be a pending tail call. */
    public static @Nullable Object first(@Nullable Object result) {
        return result instanceof Values ? Values.first(Values.resolve(result)) : result;
    }

    /**
     * Whether a call in tail position is to be made by the caller's caller. What makes no tail calls itself, or none that
     * leads on, is called at once: that costs one frame, and no chain grows from it, as the caller is then marked.
     */
    private static boolean waits(LuaFunction function, LuaClosure caller) {
        Prototype chain = function instanceof LuaClosure closure ? closure.chain : null;
        return chain != null && leadsOn(chain, caller);
    }

    private static boolean leadsOn(Prototype chain, LuaClosure caller) {
        if (chain.links) {
            return true;
        }
        Prototype own = caller.chain;
        if (own != null && !own.links) {
            own.links = true;
        }
        return false;
    }

    /** A call in tail position without arguments. */
    public static @Nullable Object tail(LuaFunction function, LuaClosure caller) {
        return waits(function, caller) ? Values.tailCall(function, new @Nullable Object[0]) : function.call0();
    }

    public static @Nullable Object tail(LuaFunction function, @Nullable Object a, LuaClosure caller) {
        return waits(function, caller) ? Values.tailCall(function, new @Nullable Object[] {a}) : function.call1(a);
    }

    public static @Nullable Object tail(
            LuaFunction function, @Nullable Object a, @Nullable Object b, LuaClosure caller) {
        return waits(function, caller)
                ? Values.tailCall(function, new @Nullable Object[] {a, b})
                : function.call2(a, b);
    }

    public static @Nullable Object tail(
            LuaFunction function, @Nullable Object a, @Nullable Object b, @Nullable Object c, LuaClosure caller) {
        return waits(function, caller)
                ? Values.tailCall(function, new @Nullable Object[] {a, b, c})
                : function.call3(a, b, c);
    }

    public static @Nullable Object tailN(LuaFunction function, @Nullable Object[] arguments, LuaClosure caller) {
        return waits(function, caller) ? Values.tailCall(function, arguments) : function.callN(arguments);
    }

    /** Stands for a value that is no function until it is called. */
    private static final class NotFunction extends LuaFunction {
        private final @Nullable Object value;

        NotFunction(@Nullable Object value) {
            this.value = value;
        }

        private LuaFunction handler() {
            Object handler = Meta.handler(value, Metamethod.CALL);
            if (!(handler instanceof LuaFunction function)) {
                throw OperandError.call(value);
            }
            return function;
        }

        @Override
        public @Nullable Object call0() {
            return handler().call1(value);
        }

        @Override
        public @Nullable Object call1(@Nullable Object a) {
            return handler().call2(value, a);
        }

        @Override
        public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
            return handler().call3(value, a, b);
        }

        @Override
        public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return handler().callN(new @Nullable Object[] {value, a, b, c});
        }

        @Override
        public @Nullable Object callN(@Nullable Object[] arguments) {
            @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
            all[0] = value;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return handler().callN(all);
        }

        @Override
        public String name() {
            return "?";
        }
    }
}
