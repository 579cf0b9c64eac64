package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.openssl.OpensslModules;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code require} finds: modules written in Java, modules of the gateway written in Lua, and the user's own files.
 * Each is made when it is first asked for, and is the same from then on. Environments of the sandbox have modules of their
 * own, so that none can change them for another; the user's own files are shared in the worker, as their state is meant
 * to be.
 */
public final class Modules {
    private static final String[] GLOBALS = {"string", "table", "math", "os", "io", "coroutine", "debug", "bit", "jit"};

    private final LuaWorker worker;
    private final LuaTable ngx;
    private final ModuleFiles files;
    private final @Nullable Modules shared;
    private final Map<String, Supplier<Object>> makers = new HashMap<>();
    private final Map<String, Object> loaded = new HashMap<>();
    private final Set<String> loading = new HashSet<>();
    private @Nullable LuaTable shownLoaded;
    private @Nullable LuaTable shown;

    /**
     * @param ngx the table {@code ngx} that modules see
     * @param kong the table {@code kong} that modules see
     */
    public Modules(LuaWorker worker, LuaTable ngx, LuaTable kong) {
        this(worker, ngx, kong, null);
    }

    private Modules(LuaWorker worker, LuaTable ngx, LuaTable kong, @Nullable Modules shared) {
        this.worker = worker;
        this.ngx = ngx;
        this.shared = shared;
        this.files = new ModuleFiles(worker, this, ngx, kong, shared == null);
        addStandard();
        addOwn();
        addNetwork();
    }

    /**
     * Shows in the table {@code package} what was required, and takes what functions put into its {@code loaded} and
     * {@code preload}, and their {@code path}.
     */
    public void show(LuaTable library) {
        shown = library;
        shownLoaded = Check.table(library.get("loaded"), 1);
        library.put("path", worker.script().packagePath());
    }

    /** The modules of one environment of the sandbox, which sees these tables. */
    public Modules within(LuaTable itsNgx, LuaTable itsKong) {
        return new Modules(worker, itsNgx, itsKong, this);
    }

    private void addNetwork() {
        makers.put("ngx.ssl", () -> SslModule.make(worker));
        makers.put("ngx.semaphore", () -> SemaphoreModule.create(worker));
        makers.put("resty.http", () -> HttpModule.create(worker));
        makers.put("resty.http_headers", HttpHeaders::module);
        makers.put("resty.dns.resolver", () -> ResolverModule.create(worker));
    }

    private void addOwn() {
        makers.put("resty.string", StringModule::make);
        makers.put("resty.random", RandomModule::make);
        makers.put("resty.md5", () -> DigestModule.make("MD5"));
        makers.put("resty.sha1", () -> DigestModule.make("SHA-1"));
        makers.put("resty.sha224", () -> DigestModule.make("SHA-224"));
        makers.put("resty.sha256", () -> DigestModule.make("SHA-256"));
        makers.put("resty.sha384", () -> DigestModule.make("SHA-384"));
        makers.put("resty.sha512", () -> DigestModule.make("SHA-512"));
        makers.put("resty.hmac", HmacModule::make);
        makers.put("resty.aes", AesModule::make);
        makers.put("resty.ipmatcher", IpMatcherModule::make);
        makers.put("resty.jit-uuid", UuidModule::make);
        makers.put("resty.core.time", TimeModule::make);
        makers.put("ngx.base64", Base64Module::make);
        makers.put("ngx.errlog", () -> ErrlogModule.make(worker));
        makers.put("lyaml", YamlModule::make);
        makers.put("kong.tools.gzip", GzipModule::make);
        OpensslModules.add(worker, makers);
        ModuleFiles.OWN.forEach(name -> makers.put(name, () -> files.own(name)));
    }

    /** What the library of the language brings: tables, bits, buffers, JSON, and the libraries that are globals. */
    private void addStandard() {
        LuaTable library = StandardLibrary.modules();
        for (int slot = library.nextSlot(-1); slot >= 0; slot = library.nextSlot(slot)) {
            Object module = library.slotValue(slot);
            if (module != null) {
                makers.put(Check.string(library.slotKey(slot), 1), () -> module);
            }
        }
        LuaTable globals = worker.state().globals();
        for (String name : GLOBALS) {
            if (globals.get(name) instanceof LuaTable table) {
                makers.put(name, () -> shared == null ? table : ownCopy(name, table));
            }
        }
        makers.put("ngx", () -> ngx);
    }

    /** A library for one environment; its {@code debug} sees no metatable that the others share. */
    private LuaTable ownCopy(String name, LuaTable library) {
        LuaTable copy = Namespace.copy(library);
        if (name.equals("debug")) {
            copy.put("getmetatable", worker.state().globals().get("getmetatable"));
        }
        return copy;
    }

    /** The module of a name; raises Lua's error where there is none. */
    public Object require(String name) {
        Object known = shownLoaded == null ? loaded.get(name) : shownLoaded.get(name);
        if (known != null && known != Boolean.FALSE) {
            return known;
        }
        if (!loading.add(name)) {
            throw LuaError.caller("loop or previous error loading module '" + name + "'");
        }
        try {
            Object module = make(name);
            if (shownLoaded == null) {
                loaded.put(name, module);
            } else {
                shownLoaded.put(name, module);
            }
            return module;
        } finally {
            loading.remove(name);
        }
    }

    private String path() {
        return shown != null && shown.get("path") instanceof String path
                ? path
                : worker.script().packagePath();
    }

    private Object make(String name) {
        if (shown != null
                && shown.get("preload") instanceof LuaTable preload
                && preload.get(name) instanceof LuaFunction preloaded) {
            Object made = Values.first(Call.call(preloaded, name));
            return made == null ? true : made;
        }
        Supplier<Object> maker = makers.get(name);
        if (maker != null) {
            return maker.get();
        }
        return shared == null ? files.users(name, path()) : shared.require(name);
    }
}
