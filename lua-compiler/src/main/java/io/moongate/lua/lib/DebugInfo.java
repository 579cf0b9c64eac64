package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Prototype;
import io.moongate.lua.value.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code debug.getinfo}. */
final class DebugInfo {
    private DebugInfo() {}

    static @Nullable Object getinfo(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        boolean ofThread = a instanceof Coroutine;
        Object subject = ofThread ? b : a;
        String what = Check.string(ofThread ? c : b, ofThread ? 3 : 2, "flnSu");
        Coroutine thread =
                a instanceof Coroutine other && other != LuaState.current().running() ? other : null;
        if (!(subject instanceof LuaFunction) && Convert.toNumber(subject) == null) {
            throw ArgumentError.of(ofThread ? 2 : 1, "function or level expected");
        }
        LuaTable info = new LuaTable(0, 16);
        if (subject instanceof LuaFunction function) {
            checkOptions(what, ofThread ? 3 : 2);
            fill(info, what, function instanceof LuaClosure closure ? closure.prototype() : null, -1);
            if (what.indexOf('f') >= 0) {
                info.put("func", function);
            }
            if (what.indexOf('n') >= 0) {
                info.put("namewhat", "");
            }
            return info;
        }
        int level = Check.integer(subject, 1);
        List<Where.Level> levels =
                level < 0 ? List.of() : thread == null ? Where.levels(level + 2) : thread.levels(level + 2);
        if (level < 0 || level >= levels.size()) {
            return null;
        }
        checkOptions(what, ofThread ? 3 : 2);
        Where.Level at = levels.get(level);
        fill(info, what, at.prototype(), at.line());
        if (what.indexOf('n') >= 0) {
            name(info, Where.calledAs(levels, level));
        }
        if (what.indexOf('f') >= 0 && thread == null) {
            info.put("func", Where.closure(level));
        }
        return info;
    }

    private static void checkOptions(String what, int argument) {
        for (int i = 0; i < what.length(); i++) {
            if ("SlnufLr".indexOf(what.charAt(i)) < 0) {
                throw ArgumentError.of(argument, "invalid option");
            }
        }
    }

    private static void fill(LuaTable info, String what, @Nullable Prototype prototype, int line) {
        if (what.indexOf('S') >= 0) {
            info.put("source", prototype == null ? "=[C]" : prototype.chunkName());
            info.put("short_src", prototype == null ? "[C]" : prototype.display());
            info.put("linedefined", prototype == null ? -1.0 : (double) prototype.firstLine());
            info.put("lastlinedefined", prototype == null ? -1.0 : (double) prototype.lastLine());
            info.put("what", prototype == null ? "C" : prototype.main() ? "main" : "Lua");
        }
        if (what.indexOf('l') >= 0) {
            info.put("currentline", (double) line);
        }
        if (what.indexOf('u') >= 0) {
            info.put("nups", prototype == null ? 0.0 : (double) prototype.upvalueNames().length);
            info.put("nparams", prototype == null ? 0.0 : (double) prototype.parameterNames().length);
            info.put("isvararg", prototype == null || prototype.varargs());
        }
        if (what.indexOf('L') >= 0 && prototype != null) {
            LuaTable lines = new LuaTable();
            for (int active : prototype.activeLines()) {
                lines.put(active, (Object) true);
            }
            info.put("activelines", lines);
        }
    }

    /** {@code global 'f'} and its like, taken apart. */
    private static void name(LuaTable info, @Nullable String calledAs) {
        int quote = calledAs == null ? -1 : calledAs.indexOf('\'');
        if (calledAs != null && calledAs.startsWith("(")) {
            info.put("namewhat", "local");
            info.put("name", calledAs);
            return;
        }
        if (calledAs == null || quote < 1) {
            info.put("namewhat", "");
            return;
        }
        info.put("namewhat", calledAs.substring(0, quote - 1));
        info.put("name", calledAs.substring(quote + 1, calledAs.length() - 1));
    }
}
