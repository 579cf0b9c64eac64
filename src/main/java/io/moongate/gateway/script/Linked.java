package io.moongate.gateway.script;

import io.moongate.lua.lib.Grant;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The further globals that {@code untrusted_lua_sandbox_environment} lists: names of the real globals that every
 * environment of the sandbox shows. What is not listed does not come with them.
 */
final class Linked {
    private Linked() {}

    /** What the real globals must hold so that the listed names are there, and no more. */
    static Set<Grant> grants(List<String> paths) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        for (String path : paths) {
            switch (path.strip()) {
                case "os" -> grants.addAll(EnumSet.of(Grant.ENVIRONMENT, Grant.EXECUTE, Grant.FILES, Grant.LOCALE));
                case "os.getenv" -> grants.add(Grant.ENVIRONMENT);
                case "os.execute" -> grants.add(Grant.EXECUTE);
                case "os.setlocale" -> grants.add(Grant.LOCALE);
                case "os.remove", "os.rename", "os.tmpname", "loadfile", "dofile", "package" -> grants.add(Grant.FILES);
                case String io
                when io.equals("io") || io.startsWith("io.") -> {
                    grants.add(Grant.FILES);
                    grants.add(Grant.EXECUTE);
                }
                case String debug when debug.equals("debug") || debug.startsWith("debug.") -> grants.add(Grant.DEBUG);
                case String other -> {}
            }
        }
        return grants;
    }

    /** A table with the listed names: {@code os.getenv} makes a table {@code os} with just that. */
    static LuaTable of(List<String> paths, LuaTable real) {
        LuaTable linked = new LuaTable();
        for (String path : paths) {
            link(linked, real, Arrays.asList(path.strip().split("\\.")));
        }
        return linked;
    }

    private static void link(LuaTable into, LuaTable real, List<String> names) {
        @Nullable Object value = real;
        for (String name : names) {
            value = value instanceof LuaTable table ? table.get(name) : null;
        }
        LuaTable at = into;
        for (String name : names.subList(0, names.size() - 1)) {
            LuaTable next = at.get(name) instanceof LuaTable table ? table : new LuaTable();
            at.put(name, next);
            at = next;
        }
        if (value instanceof LuaTable table) {
            LuaTable proxy = new LuaTable();
            proxy.setMetatable(
                    Namespace.guard(new Namespace().value("__index", table).table()));
            value = proxy;
        }
        at.put(names.getLast(), value);
    }

    /**
     * Gives the functions that speak of "the globals" an environment's own, where it has them: what they load lives in the
     * sandbox as well, and only functions of the sandbox have their environments shown and changed.
     */
    static void bind(LuaTable env, LuaTable real) {
        bindLoad(env, real, "load");
        bindLoad(env, real, "loadstring");
        if (env.get("getfenv") != null) {
            env.put("getfenv", NativeFunction.of1("getfenv", function -> getfenv(env, function)));
        }
        if (env.get("setfenv") != null && real.get("setfenv") instanceof LuaFunction setfenv) {
            env.put("setfenv", NativeFunction.of2("setfenv", (function, table) -> {
                if (function instanceof LuaClosure closure && foreign(closure)) {
                    throw LuaError.caller("'setfenv' cannot change environment of given object");
                }
                return Call.call(setfenv, function, table);
            }));
        }
    }

    private static void bindLoad(LuaTable env, LuaTable real, String name) {
        if (env.get(name) != null && real.get(name) instanceof LuaFunction load) {
            env.put(name, NativeFunction.ofN(name, given -> {
                @Nullable Object[] all = Arrays.copyOf(given, Math.max(4, given.length));
                all[2] = "t";
                all[3] = all[3] == null ? env : all[3];
                return given.length == 0 ? Call.call(load) : Call.callN(load, all);
            }));
        }
    }

    private static Object getfenv(LuaTable env, @Nullable Object function) {
        if (function instanceof LuaClosure closure) {
            return foreign(closure) ? env : closure.env;
        }
        if (!(function instanceof LuaFunction)) {
            Check.integer(function, 1, 1);
        }
        return env;
    }

    /** Whether a function is one of a module, which lives in front of the real globals. */
    private static boolean foreign(LuaClosure closure) {
        LuaTable metatable = closure.env.metatable();
        return metatable != null && Namespace.guarded(metatable);
    }
}
