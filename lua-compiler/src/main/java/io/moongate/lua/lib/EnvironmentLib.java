package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Where;
import org.jspecify.annotations.Nullable;

/**
 * {@code getfenv} and {@code setfenv}. A function given as such is known; one given by its level on the stack is not,
 * since the JVM does not show which closure a frame belongs to: a level stands for the globals.
 */
final class EnvironmentLib {
    private static final String CANNOT = "'setfenv' cannot change environment of given object";

    private final LuaTable globals;

    private EnvironmentLib(LuaTable globals) {
        this.globals = globals;
    }

    static void install(LuaState state, LuaTable into) {
        EnvironmentLib lib = new EnvironmentLib(state.globals());
        into.put("getfenv", NativeFunction.of1("getfenv", lib::getfenv));
        into.put("setfenv", NativeFunction.of2("setfenv", lib::setfenv));
    }

    private @Nullable Object getfenv(@Nullable Object function) {
        if (function instanceof LuaFunction f) {
            return f instanceof LuaClosure closure ? closure.env : globals;
        }
        checkLevel(Check.integer(function, 1, 1));
        return globals;
    }

    private static void checkLevel(int level) {
        if (level < 0 || Where.level(level) == null) {
            throw ArgumentError.of(1, "invalid level");
        }
    }

    private @Nullable Object setfenv(@Nullable Object function, @Nullable Object environment) {
        LuaTable env = Check.table(environment, 2);
        if (function instanceof LuaClosure closure) {
            closure.env = env;
            return closure;
        }
        if (!(function instanceof LuaFunction)) {
            checkLevel(Check.integer(function, 1));
        }
        throw LuaError.caller(CANNOT);
    }
}
