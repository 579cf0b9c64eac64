package io.moongate.gateway.script;

import io.moongate.lua.op.Call;
import io.moongate.lua.op.Index;
import io.moongate.lua.value.Coroutine;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a fresh function could reach, written down: its environment, what the modules that it may require are,
 * the real globals behind them, and the metatables of all types. Two of them are equal when nothing leaked between.
 */
final class World {
    private static final List<String> NAMESPACES = List.of(
            "cache",
            "client",
            "cluster",
            "configuration",
            "ctx",
            "db",
            "dns",
            "ip",
            "log",
            "nginx",
            "node",
            "plugin",
            "request",
            "response",
            "router",
            "service",
            "table",
            "telemetry",
            "tracing",
            "vault",
            "version");

    private final Map<Object, String> seen = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private World() {}

    static List<String> of(Gateway gateway) {
        return gateway.onLoop(() -> {
            LuaState before = gateway.worker.state().enter();
            try {
                World world = new World();
                world.look(gateway);
                return world.lines;
            } finally {
                LuaState.restore(before);
            }
        });
    }

    /** The first line in which two differ, or null. */
    static @Nullable String difference(List<String> before, List<String> after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String was = i < before.size() ? before.get(i) : "(nothing)";
            String is = i < after.size() ? after.get(i) : "(nothing)";
            if (!was.equals(is)) {
                return "was " + was + ", is " + is;
            }
        }
        return null;
    }

    private void look(Gateway gateway) {
        LuaTable env = gateway.worker.sandbox().environment();
        LuaState state = gateway.worker.state();
        if (Index.get(env, "kong") instanceof LuaTable kong) {
            NAMESPACES.forEach(name -> walk("kong." + name, Index.get(kong, name)));
        }
        walk("_G", env);
        for (String module : gateway.script.requires()) {
            Object require = Index.get(env, "require");
            walk("require " + module, module(require, module));
        }
        walk("real", state.globals());
        LuaFunction function = NativeFunction.of0("any", () -> null);
        Object[] kinds = {"", 0.0, true, null, function, new Coroutine(function)};
        for (int i = 0; i < kinds.length; i++) {
            walk("metatable of kind " + i, state.metatable(kinds[i]));
        }
    }

    private static @Nullable Object module(@Nullable Object require, String name) {
        try {
            return require == null ? null : Values.first(Call.call(require, name));
        } catch (LuaError refused) {
            return refused.text();
        }
    }

    private void walk(String path, @Nullable Object value) {
        switch (value) {
            case null -> lines.add(path + " = nil");
            case LuaTable table -> walkTable(path, table);
            case LuaClosure closure ->
                lines.add(path + " = lua " + closure.prototype().display());
            case NativeFunction function -> lines.add(path + " = native " + function.name());
            case LuaFunction function ->
                lines.add(path + " = " + function.getClass().getSimpleName());
            case Userdata userdata -> {
                Object object = userdata.object();
                lines.add(path + " = userdata of "
                        + (object == null ? "nothing" : object.getClass().getSimpleName()));
                walk(path + "'s metatable", userdata.metatable());
            }
            default -> lines.add(path + " = " + value);
        }
    }

    private void walkTable(String path, LuaTable table) {
        String known = seen.putIfAbsent(table, path);
        if (known != null) {
            lines.add(path + " = table " + known);
            return;
        }
        Map<String, Object> fields = new TreeMap<>();
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Object value = table.slotValue(slot);
            if (value != null) {
                fields.put(String.valueOf(table.slotKey(slot)), value);
            }
        }
        lines.add(path + " = table of " + fields.size());
        fields.forEach((name, value) -> walk(path + "." + name, value));
        if (table.metatable() != null) {
            walk(path + "'s metatable", table.metatable());
        }
    }
}
