package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import org.jspecify.annotations.Nullable;

/**
 * {@code getfenv} and {@code setfenv}. Where the JVM does not tell which function a level on the stack is, a level stands
 * for the globals.
 */
final class EnvironmentLib {
    private static final String CANNOT = "'setfenv' cannot change environment of given object";

    private final LuaTable globals;
    /** The environment of the main thread, which {@code load} gives to chunks. */
    private LuaTable ofThread;

    private EnvironmentLib(LuaTable globals) {
        this.globals = globals;
        this.ofThread = globals;
    }

    static void install(LuaState state, LuaTable into) {
        EnvironmentLib lib = new EnvironmentLib(state.globals());
        into.put("getfenv", NativeFunction.of1("getfenv", lib::getfenv));
        into.put("setfenv", NativeFunction.of2("setfenv", lib::setfenv));
    }

    private @Nullable Object getfenv(@Nullable Object function) {
        if (function instanceof LuaFunction f) {
            return f instanceof LuaClosure closure ? closure.env : ofThread;
        }
        int level = level(function, 1);
        LuaClosure closure = level == 0 ? null : Where.closure(level);
        return closure == null ? ofThread : closure.env;
    }

    private static int level(@Nullable Object given, int otherwise) {
        int level = Check.integer(given, 1, otherwise);
        // Below the first Lua function stands the host.
        if (level < 0 || level > 1 && Where.level(level - 1) == null) {
            throw ArgumentError.of(1, "invalid level");
        }
        return level;
    }

    private @Nullable Object setfenv(@Nullable Object function, @Nullable Object environment) {
        LuaTable env = Check.table(environment, 2);
        if (function instanceof LuaFunction) {
            return setfenv(function instanceof LuaClosure closure ? closure : null, env);
        }
        int level = level(Check.number(function, 1), 1);
        if (level == 0) {
            ofThread = env;
            return Values.NONE;
        }
        return setfenv(Where.closure(level), env);
    }

    private static LuaClosure setfenv(@Nullable LuaClosure closure, LuaTable env) {
        if (closure == null) {
            throw LuaError.caller(CANNOT);
        }
        closure.env = env;
        return closure;
    }
}
