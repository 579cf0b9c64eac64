package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Meta;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code debug}, as far as a compiler can: it sees functions and places, and of the locals of frames nothing
 * but that parameters have names.
 */
public final class DebugLib {
    private DebugLib() {}

    static LuaTable create(Set<Grant> grants, LuaTable globals, LuaTable loaded) {
        LuaTable debug = new LuaTable(0, 16);
        debug.put("traceback", NativeFunction.of3("traceback", DebugLib::traceback));
        debug.put("getinfo", NativeFunction.of3("getinfo", DebugInfo::getinfo));
        debug.put("getlocal", NativeFunction.of3("getlocal", DebugLib::getlocal));
        debug.put("gethook", NativeFunction.of0("gethook", () -> Values.of3(null, "", 0.0)));
        debug.put("getmetatable", new FirstGiven("getmetatable", Meta::tableOf));
        if (grants.contains(Grant.DEBUG)) {
            LuaTable registry = new LuaTable();
            registry.put("_LOADED", loaded);
            debug.put("getregistry", NativeFunction.of0("getregistry", () -> registry));
            debug.put("setlocal", NativeFunction.ofN("setlocal", DebugLib::setlocal));
            debug.put("sethook", NativeFunction.ofN("sethook", DebugLib::sethook));
            debug.put("setmetatable", NativeFunction.of2("setmetatable", DebugLib::setmetatable));
            debug.put("getfenv", new FirstGiven("getfenv", subject -> getfenv(subject, globals)));
            debug.put("setfenv", NativeFunction.of2("setfenv", DebugLib::setfenv));
            DebugUpvalues.addTo(debug);
        }
        return debug;
    }

    private static @Nullable Object traceback(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        boolean ofThread = a instanceof Coroutine;
        Object message = ofThread ? b : a;
        Object level = ofThread ? c : b;
        if (message == null ? !BaseLib.missing(null, ofThread ? 2 : 1) : Convert.toStringOrNull(message) == null) {
            return message;
        }
        int from = Check.integer(level, ofThread ? 3 : 2, ofThread ? 0 : 1);
        String text = message == null ? "" : Convert.tostring(message) + "\n";
        if (a instanceof Coroutine thread && thread != LuaState.current().running()) {
            return text + thread.traceback(Math.max(0, from));
        }
        return text + Where.traceback(Math.max(0, from));
    }

    private static @Nullable Object getlocal(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        Object subject = a instanceof Coroutine ? b : a;
        int number = Check.integer(a instanceof Coroutine ? c : b, a instanceof Coroutine ? 3 : 2);
        if (subject instanceof LuaFunction function) {
            String[] names =
                    function instanceof LuaClosure closure ? closure.prototype().parameterNames() : new String[0];
            return number >= 1 && number <= names.length ? names[number - 1] : null;
        }
        if (!(a instanceof Coroutine)) {
            checkLevel(subject);
        }
        return null;
    }

    private static void checkLevel(@Nullable Object level) {
        int number = Check.integer(level, 1);
        if (number < 0 || Where.level(number) == null) {
            throw ArgumentError.of(1, "level out of range");
        }
    }

    private static @Nullable Object setlocal(@Nullable Object[] arguments) {
        int first = Check.at(arguments, 0) instanceof Coroutine ? 1 : 0;
        if (first == 0) {
            checkLevel((double) Check.integer(arguments, 1));
        }
        Check.any(arguments, first + 3);
        return null;
    }

    /** Taking hooks away is easy; nothing calls one. */
    private static @Nullable Object sethook(@Nullable Object[] arguments) {
        int first = Check.at(arguments, 0) instanceof Coroutine ? 1 : 0;
        if (Check.at(arguments, first) != null) {
            throw LuaError.caller("hooks are not supported: functions are compiled");
        }
        return Values.NONE;
    }

    private static @Nullable Object setmetatable(@Nullable Object value, @Nullable Object metatable) {
        if (!(metatable instanceof LuaTable) && (metatable != null || BaseLib.missing(null, 2))) {
            throw ArgumentError.of(2, "nil or table expected");
        }
        LuaState.current().setMetatable(value, (LuaTable) metatable);
        return value;
    }

    private static @Nullable Object getfenv(@Nullable Object subject, LuaTable globals) {
        return switch (subject) {
            case LuaClosure closure -> closure.env;
            case LuaFunction function -> globals;
            case Coroutine thread -> thread.environment() == null ? globals : thread.environment();
            case null, default -> null;
        };
    }

    private static @Nullable Object setfenv(@Nullable Object subject, @Nullable Object environment) {
        LuaTable env = Check.table(environment, 2);
        switch (subject) {
            case LuaClosure closure -> closure.env = env;
            case Coroutine thread -> thread.setEnvironment(env);
            case Userdata userdata -> {}
            case null, default -> throw LuaError.caller("'setfenv' cannot change environment of given object");
        }
        return subject;
    }
}
