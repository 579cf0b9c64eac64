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

    /** The library {@code io} where there are no files: nothing is one. */
    private static final LuaTable NO_FILES =
            new Namespace().of1("type", value -> null).table();

    private final LuaWorker worker;
    private final Kong kong;
    private final LuaTable ngx;
    private final Modules modules;
    private final LuaTable real;
    /** Stands for the {@code require} that each environment gets for itself. */
    private final NativeFunction requireListed = NativeFunction.of0("require", () -> null);

    private final LuaTable base = new LuaTable(0, 32);
    private final @Nullable Allowed allowed;
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
        real.put("getmetatable", NativeFunction.of1("getmetatable", Sandbox::getmetatable));
        this.allowed = Allowed.in(worker.script().mode());
        if (worker.script().mode() == SandboxMode.ON) {
            openWorld();
        } else if (worker.state().stringMetatable() instanceof LuaTable ofStrings) {
            Namespace.guard(ofStrings);
        }
        fillBase();
    }

    /** What the real globals hold: all but the end of the process in the open, and what was listed in the sandbox. */
    private static Set<Grant> grants(Script script) {
        return script.mode() == SandboxMode.ON
                ? EnumSet.complementOf(EnumSet.of(Grant.EXIT))
                : Linked.grants(script.environment());
    }

    /** Where functions see everything, so does what they load: the real globals have the gateway's names too. */
    private void openWorld() {
        modules.show(Check.table(real.get("package"), 1));
        real.put("kong", kong.table());
        real.put("ngx", ngx);
        real.put("require", NativeFunction.of1("require", this::requireAny));
    }

    /** An environment for a chunk. */
    LuaTable environment() {
        if (worker.script().mode() != SandboxMode.ON) {
            return ownEnvironment();
        }
        LuaTable table = shared;
        if (table == null) {
            table = new LuaTable();
            table.setMetatable(new Namespace().value("__index", real).table());
            shared = table;
        }
        return table;
    }

    private LuaTable ownEnvironment() {
        LuaTable env = Namespace.deepCopy(base);
        env.put("_G", env);
        env.put("kong", allowed == null ? kong.table() : allowed.kong(kong.table()));
        env.put("ngx", allowed == null ? Namespace.deepCopy(ngx) : allowed.ngx(ngx));
        if (env.get("require") == requireListed) {
            env.put("require", ownRequire(env));
        }
        Linked.bind(env, real);
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
        if (allowed == null) {
            LuaTable passed = Linked.of(worker.script().environment(), real);
            for (int slot = passed.nextSlot(-1); slot >= 0; slot = passed.nextSlot(slot)) {
                base.put(passed.slotKey(slot), passed.slotValue(slot));
            }
        }
    }

    /** A table that shows some of a library's functions and cannot be written to. */
    private void addLibrary(String library, String names) {
        LuaTable whole = real.get(library) instanceof LuaTable present ? present : NO_FILES;
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

    /** Modules of an environment come into being when it first asks for one: most never do. */
    private NativeFunction ownRequire(LuaTable env) {
        LuaTable itsNgx = Check.table(env.get("ngx"), 1);
        LuaTable itsKong = Check.table(env.get("kong"), 1);
        @Nullable Modules[] own = {null};
        Set<String> listed = allowed == null ? worker.script().requires() : allowed.modules();
        return NativeFunction.of1("require", name -> {
            if (!(name instanceof String module) || !listed.contains(module)) {
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

    private static @Nullable Object getmetatable(@Nullable Object value) {
        return Namespace.metatableOf(value);
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
