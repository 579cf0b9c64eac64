package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.Cell;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code debug} does with upvalues. A variable that no code changes once it is captured is copied into each
 * closure: it can be read here, but neither be set nor be recognised in another closure.
 */
final class DebugUpvalues {
    /** The light userdata that stand for cells, and for the copies in a closure. */
    private final Map<Object, Userdata[]> ids = new WeakHashMap<>();

    private DebugUpvalues() {}

    static void addTo(LuaTable debug) {
        DebugUpvalues lib = new DebugUpvalues();
        debug.put("getupvalue", NativeFunction.of2("getupvalue", DebugUpvalues::get));
        debug.put("setupvalue", NativeFunction.ofN("setupvalue", DebugUpvalues::set));
        debug.put("upvalueid", NativeFunction.of2("upvalueid", lib::id));
        debug.put("upvaluejoin", NativeFunction.ofN("upvaluejoin", DebugUpvalues::join));
    }

    private static @Nullable Object get(@Nullable Object function, @Nullable Object number) {
        int place = Check.integer(number, 2) - 1;
        LuaFunction f = Check.function(function, 1);
        if (!(f instanceof LuaClosure closure) || place < 0 || place >= closure.upvalues().length) {
            return Values.NONE;
        }
        Object value = closure.upvalues()[place];
        return Values.of2(closure.prototype().upvalueNames()[place], value instanceof Cell cell ? cell.value : value);
    }

    private static @Nullable Object set(@Nullable Object[] arguments) {
        Object value = Check.any(arguments, 3);
        int place = Check.integer(arguments, 2) - 1;
        LuaFunction f = Check.function(arguments[0], 1);
        if (!(f instanceof LuaClosure closure)
                || place < 0
                || place >= closure.upvalues().length
                || !(closure.upvalues()[place] instanceof Cell cell)) {
            return Values.NONE;
        }
        cell.value = value;
        return closure.prototype().upvalueNames()[place];
    }

    private @Nullable Object id(@Nullable Object function, @Nullable Object number) {
        LuaFunction f = Check.function(function, 1);
        int place = Check.integer(number, 2) - 1;
        if (!(f instanceof LuaClosure closure) || place < 0 || place >= closure.upvalues().length) {
            throw ArgumentError.of(2, "index out of range");
        }
        @Nullable Object[] upvalues = closure.upvalues();
        boolean shared = upvalues[place] instanceof Cell;
        Object owner = shared && upvalues[place] instanceof Cell cell ? cell : closure;
        Userdata[] known = ids.computeIfAbsent(owner, key -> fresh(shared ? 1 : upvalues.length));
        return known[shared ? 0 : place];
    }

    private static Userdata[] fresh(int count) {
        Userdata[] out = new Userdata[count];
        for (int i = 0; i < count; i++) {
            out[i] = new Userdata(null, null);
        }
        return out;
    }

    private static int checkPlace(@Nullable Object[] arguments, int argument) {
        if (argument > arguments.length) {
            throw ArgumentError.missing(argument, "function");
        }
        LuaFunction f = Check.function(arguments[argument - 1], argument);
        int place = Check.integer(arguments, argument + 1) - 1;
        int count = f instanceof LuaClosure closure ? closure.upvalues().length : 0;
        if (place < 0 || place >= count) {
            throw ArgumentError.of(argument + 1, "index out of range");
        }
        return place;
    }

    private static @Nullable Object join(@Nullable Object[] arguments) {
        int into = checkPlace(arguments, 1);
        int from = checkPlace(arguments, 3);
        if (!(arguments[0] instanceof LuaClosure closure)
                || !(arguments[2] instanceof LuaClosure other)
                || !closure.join(into, other.upvalues()[from])) {
            throw LuaError.caller("upvalues cannot be joined: only one of them is ever assigned to");
        }
        return Values.NONE;
    }
}
