package io.moongate.lua.lib;

import io.moongate.lua.op.Call;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Prototype;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * What {@code string.dump} makes of a function, and {@code load} makes a function of again. Behind a header that no
 * source begins with stands the function as it was written; as in Lua, its upvalues are new and nil.
 */
final class DumpedFunction {
    private static final String HEADER = "\33Moongate\1";

    private DumpedFunction() {}

    static boolean is(String chunk) {
        return chunk.startsWith(HEADER);
    }

    static String dump(LuaFunction function) {
        if (!(function instanceof LuaClosure closure)) {
            throw LuaError.caller("unable to dump given function");
        }
        Prototype prototype = closure.prototype();
        String upvalues = prototype.main() ? "" : String.join(",", prototype.upvalueNames());
        return HEADER + prototype.firstLine() + "\n" + upvalues + "\n"
                + prototype.chunkName().length() + "\n" + prototype.chunkName() + prototype.code();
    }

    /** Compiles it; the chunk's name is that of the dumped function. */
    static @Nullable Object load(String dumped, ChunkLoader loader, LuaTable env) {
        int firstEnd = dumped.indexOf('\n');
        int secondEnd = dumped.indexOf('\n', firstEnd + 1);
        int thirdEnd = dumped.indexOf('\n', secondEnd + 1);
        if (firstEnd < 0 || secondEnd < 0 || thirdEnd < 0) {
            throw truncated();
        }
        int line = whole(dumped.substring(HEADER.length(), firstEnd));
        String upvalues = dumped.substring(firstEnd + 1, secondEnd);
        int nameEnd = thirdEnd + 1 + whole(dumped.substring(secondEnd + 1, thirdEnd));
        if (nameEnd > dumped.length()) {
            throw truncated();
        }
        String name = dumped.substring(thirdEnd + 1, nameEnd);
        String code = dumped.substring(nameEnd);
        if (line == 0) {
            return loader.load(code, name, env);
        }
        String before = upvalues.isEmpty() ? "" : "local " + upvalues;
        return Values.first(Call.call(loader.load(before + "\n".repeat(line - 1) + " return " + code, name, env)));
    }

    private static LuaError truncated() {
        return LuaError.silent("cannot load truncated chunk");
    }

    private static int whole(String digits) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Then somebody has changed it.
        }
        throw truncated();
    }
}
