package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code require} finds: each module is made when a worker first asks for it, and is the same from then on. */
public final class Modules {
    private static final String[] GLOBALS = {"string", "table", "math", "os", "io", "coroutine", "debug", "bit", "jit"};

    private final Map<String, Supplier<LuaTable>> makers = new HashMap<>();
    private final Map<String, LuaTable> loaded = new HashMap<>();

    public Modules(LuaWorker worker) {
        LuaTable library = StandardLibrary.modules();
        for (int slot = library.nextSlot(-1); slot >= 0; slot = library.nextSlot(slot)) {
            offer(Check.string(library.slotKey(slot), 1), library.slotValue(slot));
        }
        for (String name : GLOBALS) {
            offer(name, worker.state().globals().get(name));
        }
        makers.put("ngx.base64", Base64Module::table);
        makers.put("ngx.re", ReModule::table);
        makers.put("resty.md5", () -> DigestModule.table("MD5"));
        makers.put("resty.sha1", () -> DigestModule.table("SHA-1"));
        makers.put("resty.sha224", () -> DigestModule.table("SHA-224"));
        makers.put("resty.sha256", () -> DigestModule.table("SHA-256"));
        makers.put("resty.sha384", () -> DigestModule.table("SHA-384"));
        makers.put("resty.sha512", () -> DigestModule.table("SHA-512"));
        makers.put("resty.openssl.hmac", HmacModule::table);
        makers.put("resty.string", StringModule::table);
        makers.put("resty.random", RandomModule::table);
        makers.put("kong.tools.uuid", UuidModule::table);
        makers.put("kong.tools.string", KongStringModule::table);
        makers.put("kong.plugins.jwt.jwt_parser", () -> JwtParserModule.table(worker));
    }

    private void offer(String name, @Nullable Object module) {
        if (module instanceof LuaTable table) {
            makers.put(name, () -> table);
        }
    }

    /** The module of a name; raises Lua's error where there is none. */
    public LuaTable require(String name) {
        LuaTable module = loaded.get(name);
        if (module == null) {
            Supplier<LuaTable> maker = makers.get(name);
            if (maker == null) {
                throw LuaError.caller("module '" + name + "' not found:\n\tno field package.preload['" + name + "']");
            }
            module = maker.get();
            loaded.put(name, module);
        }
        return module;
    }
}
