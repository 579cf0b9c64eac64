package io.moongate.gateway.script;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.script.ngx.Ngx;
import io.moongate.gateway.script.ngx.ThreadArea;
import io.moongate.gateway.script.pdk.Kong;
import io.moongate.gateway.script.require.Modules;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.op.Protect;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the environments that functions of one worker live in, by the mode of the node: in the sandbox each chunk has one
 * of its own with the names that Kong lets it see, and tables that it may write to are its own as well; otherwise all
 * share one in front of everything.
 */
final class Sandbox {
    private static final String REFUSED = "/usr/local/share/lua/5.1/kong/tools/sandbox.lua:79: ";
    private static final String PROTECTED = "/usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:95: ";

    private static final List<String> BASE = List.of(
            "_VERSION",
            "assert",
            "error",
            "ipairs",
            "next",
            "pairs",
            "pcall",
            "select",
            "tonumber",
            "tostring",
            "type",
            "unpack");
    private static final Map<String, String> LIBRARIES = Map.of(
            "coroutine", "create resume running status wrap yield",
            "math",
                    "abs acos asin atan atan2 ceil cos cosh deg exp fmod floor frexp huge ldexp log log10 max min modf pi pow"
                            + " rad random sin sinh sqrt tan tanh",
            "os", "clock date difftime time",
            "string", "byte char find format gmatch gsub len lower match rep reverse sub upper",
            "table", "concat insert maxn remove sort");
    private static final Map<String, String> WIDER_LIBRARIES = Map.of(
            "bit", "arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex",
            "io", "type",
            "jit", "os arch version version_num",
            "table",
                    "concat insert maxn remove sort clear clone foreach foreachi getn isarray isempty move new nkeys pack"
                            + " unpack");

    private final LuaWorker worker;
    private final Kong kong;
    private final LuaTable ngx;
    private final Modules modules;
    private final LuaTable real;
    /** Stands for the {@code require} that each environment gets for itself. */
    private final NativeFunction requireListed = NativeFunction.of0("require", () -> null);

    private final LuaTable base = new LuaTable(0, 32);
    private @Nullable LuaTable shared;

    Sandbox(LuaWorker worker) {
        this.worker = worker;
        this.real = worker.state().globals();
        new StandardLibrary(worker.script().loader(), grants(worker.script()), line -> {}).install(worker.state());
        if (real.get("coroutine") instanceof LuaTable coroutine) {
            ThreadArea.patch(worker, coroutine);
        }
        this.kong = new Kong(worker);
        this.ngx = Ngx.table(worker);
        this.modules = new Modules(worker, ngx, kong.table());
        real.put("print", ngx.get("print_to_log"));
        ngx.put("print_to_log", null);
        real.put("xpcall", NativeFunction.ofN("xpcall", Sandbox::xpcall));
        fillBase();
    }

    /** What the real globals hold: all but the end of the process, if functions can get at them. */
    private static Set<Grant> grants(Script script) {
        boolean reachable =
                script.mode() == SandboxMode.ON || !script.environment().isEmpty();
        return reachable ? EnumSet.complementOf(EnumSet.of(Grant.EXIT)) : Grant.NONE;
    }

    /** An environment for a chunk. */
    LuaTable environment() {
        if (worker.script().mode() != SandboxMode.ON) {
            return ownEnvironment();
        }
        LuaTable table = shared;
        if (table == null) {
            table = new Namespace()
                    .value("kong", kong.table())
                    .value("ngx", ngx)
                    .of1("require", this::requireAny)
                    .table();
            table.setMetatable(new Namespace().value("__index", real).table());
            shared = table;
        }
        return table;
    }

    private LuaTable ownEnvironment() {
        LuaTable env = Namespace.copy(base);
        env.put("_G", env);
        env.put("kong", kong.table());
        env.put("ngx", Namespace.deepCopy(ngx));
        if (env.get("require") == requireListed) {
            env.put("require", ownRequire(env));
        }
        return env;
    }

    private void fillBase() {
        for (String name : BASE) {
            base.put(name, real.get(name));
        }
        base.put("xpcall", real.get("xpcall"));
        LIBRARIES.forEach(this::addLibrary);
        if (worker.script().mode().wider()) {
            WIDER_LIBRARIES.forEach(this::addLibrary);
            base.put("print", real.get("print"));
        }
        base.put("require", requireListed);
        LuaTable passed = new LuaTable();
        for (String path : worker.script().environment()) {
            link(passed, path.strip());
        }
        for (int slot = passed.nextSlot(-1); slot >= 0; slot = passed.nextSlot(slot)) {
            base.put(passed.slotKey(slot), passed.slotValue(slot));
        }
    }

    /** A table that shows some of a library's functions and cannot be written to. */
    private void addLibrary(String library, String names) {
        if (!(real.get(library) instanceof LuaTable whole)) {
            return;
        }
        LuaTable members = new LuaTable(0, 16);
        for (String name : names.split(" ")) {
            members.put(name, whole.get(name));
        }
        LuaTable proxy = new Namespace()
                .writes((table, name, value) -> {
                    throw new LuaError(
                            PROTECTED + "Can not modify " + library + "." + name + ". Protected by the sandbox.");
                })
                .table();
        LuaTable metatable = proxy.metatable();
        if (metatable != null) {
            metatable.put("__index", members);
        }
        base.put(library, proxy);
    }

    /** Links a name of the real globals, such as {@code os.getenv}, into a table. */
    private void link(LuaTable into, String path) {
        List<String> names = Arrays.asList(path.split("\\."));
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
            proxy.setMetatable(new Namespace().value("__index", table).table());
            value = proxy;
        }
        at.put(names.getLast(), value);
    }

    /** Modules of an environment come into being when it first asks for one: most never do. */
    private NativeFunction ownRequire(LuaTable env) {
        LuaTable itsNgx = Check.table(env.get("ngx"), 1);
        LuaTable itsKong = Check.table(env.get("kong"), 1);
        @Nullable Modules[] own = {null};
        return NativeFunction.of1("require", name -> {
            if (!(name instanceof String module) || !worker.script().requires().contains(module)) {
                throw new LuaError(REFUSED + "require '" + Convert.tostring(name) + "' not allowed within sandbox");
            }
            Modules its = own[0];
            if (its == null) {
                its = modules.within(itsNgx, itsKong);
                own[0] = its;
            }
            return its.require(module);
        });
    }

    private Object requireAny(@Nullable Object name) {
        return modules.require(Check.string(name, 1));
    }

    /**
     * The library's, but for one thing: an answer given in the handler does not end the function. Kong's {@code exit}
     * yields there, which fails in a handler after the answer was noted.
     */
    private static @Nullable Object xpcall(@Nullable Object[] arguments) {
        Object function = Check.any(arguments, 1);
        LuaFunction handler = Check.function(Check.any(arguments, 2), 2);
        @Nullable
        Object[] rest =
                arguments.length > 2 ? Arrays.copyOfRange(arguments, 2, arguments.length) : new @Nullable Object[0];
        return Protect.xpcall(
                function,
                NativeFunction.of1("handler", error -> {
                    try {
                        return Call.call(handler, error);
                    } catch (ExitSignal exit) {
                        return "error in error handling";
                    }
                }),
                rest);
    }
}
