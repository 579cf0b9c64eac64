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
    private final Map<String, Supplier<Object>> makers = new HashMap<>();
    private final Map<String, Object> loaded = new HashMap<>();

    public Modules(LuaWorker worker) {
        LuaTable library = StandardLibrary.modules();
        for (int slot = library.nextSlot(-1); slot >= 0; slot = library.nextSlot(slot)) {
            Object module = library.slotValue(slot);
            if (module != null) {
                makers.put(Check.string(library.slotKey(slot), 1), () -> module);
            }
        }
        networking(worker);
        LuaTable globals = worker.state().globals();
        for (String name : new String[] {"string", "table", "math", "os", "io", "coroutine", "debug", "bit", "jit"}) {
            if (globals.get(name) instanceof LuaTable table) {
                makers.put(name, () -> table);
            }
        }
    }

    private void networking(LuaWorker worker) {
        makers.put("ngx.semaphore", () -> SemaphoreModule.create(worker));
        makers.put("resty.http", () -> HttpModule.create(worker));
        makers.put("resty.http_headers", () -> HttpHeaders.module());
        makers.put("resty.dns.resolver", () -> ResolverModule.create(worker));
    }

    /** The module of a name; raises Lua's error where there is none. */
    public @Nullable Object require(String name) {
        Object module = loaded.get(name);
        if (module == null) {
            Supplier<Object> maker = makers.get(name);
            if (maker == null) {
                throw LuaError.caller("module '" + name + "' not found:\n\tno field package.preload['" + name + "']");
            }
            module = maker.get();
            loaded.put(name, module);
        }
        return module;
    }
}
