package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Meta;
import io.moongate.lua.value.Cell;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code debug}, as far as a compiler can: it sees functions and places, not the locals of frames. */
public final class DebugLib {
    private DebugLib() {}

    static LuaTable create(Set<Grant> grants) {
        LuaTable debug = new LuaTable(0, 16);
        debug.put("traceback", NativeFunction.of3("traceback", DebugLib::traceback));
        debug.put("getinfo", NativeFunction.of3("getinfo", DebugInfo::getinfo));
        debug.put("getlocal", NativeFunction.of2("getlocal", DebugLib::getlocal));
        debug.put("gethook", NativeFunction.of0("gethook", () -> null));
        debug.put("getmetatable", new FirstGiven("getmetatable", Meta::tableOf));
        if (grants.contains(Grant.DEBUG)) {
            debug.put("getregistry", NativeFunction.of0("getregistry", LuaTable::new));
            debug.put("getupvalue", NativeFunction.of2("getupvalue", DebugLib::getupvalue));
            debug.put("setupvalue", NativeFunction.of3("setupvalue", DebugLib::setupvalue));
            debug.put("upvalueid", NativeFunction.of2("upvalueid", DebugLib::upvalueid));
            debug.put("sethook", NativeFunction.of0("sethook", () -> Values.NONE));
            debug.put("setmetatable", NativeFunction.of2("setmetatable", DebugLib::setmetatable));
        }
        return debug;
    }

    private static @Nullable Object traceback(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        boolean ofThread = a instanceof Coroutine;
        Object message = ofThread ? b : a;
        Object level = ofThread ? c : b;
        if (message != null && Convert.toStringOrNull(message) == null) {
            return message;
        }
        int from = Check.integer(level, ofThread ? 3 : 2, ofThread ? 0 : 1);
        String text = message == null ? "" : Convert.tostring(message) + "\n";
        Coroutine thread = ofThread ? (Coroutine) a : null;
        if (thread != null && thread != LuaState.current().running()) {
            return text + "stack traceback:";
        }
        return text + Where.traceback(Math.max(0, from));
    }

    private static @Nullable Object getlocal(@Nullable Object level, @Nullable Object number) {
        if (!(level instanceof LuaFunction) && Where.level(Check.integer(level, 1)) == null) {
            throw ArgumentError.of(1, "level out of range");
        }
        Check.integer(number, 2);
        return null;
    }

    private static @Nullable Object setmetatable(@Nullable Object value, @Nullable Object metatable) {
        if (metatable != null && !(metatable instanceof LuaTable)) {
            throw ArgumentError.of(2, "nil or table expected");
        }
        LuaState.current().setMetatable(value, (LuaTable) metatable);
        return value;
    }

    private static @Nullable Object getupvalue(@Nullable Object function, @Nullable Object number) {
        LuaFunction f = Check.function(function, 1);
        int place = Check.integer(number, 2) - 1;
        if (!(f instanceof LuaClosure closure) || place < 0 || place >= closure.upvalues().length) {
            return Values.NONE;
        }
        Object value = closure.upvalues()[place];
        return Values.of2(closure.prototype().upvalueNames()[place], value instanceof Cell cell ? cell.value : value);
    }

    private static @Nullable Object setupvalue(
            @Nullable Object function, @Nullable Object number, @Nullable Object value) {
        LuaFunction f = Check.function(function, 1);
        int place = Check.integer(number, 2) - 1;
        if (!(f instanceof LuaClosure closure)
                || place < 0
                || place >= closure.upvalues().length
                || !(closure.upvalues()[place] instanceof Cell cell)) {
            return Values.NONE;
        }
        cell.value = value;
        return closure.prototype().upvalueNames()[place];
    }

    private static @Nullable Object upvalueid(@Nullable Object function, @Nullable Object number) {
        LuaFunction f = Check.function(function, 1);
        int place = Check.integer(number, 2) - 1;
        if (!(f instanceof LuaClosure closure) || place < 0 || place >= closure.upvalues().length) {
            throw ArgumentError.of(2, "invalid upvalue index");
        }
        return new Userdata(closure.upvalues()[place], null);
    }
}
