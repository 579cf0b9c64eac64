package io.moongate.lua.lib;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.util.Locale;

/** The table {@code jit} as data: programs ask it which machine they are on; there is nothing to switch. */
public final class JitLib {
    private JitLib() {}

    static LuaTable create() {
        LuaTable jit = new LuaTable(0, 8);
        jit.put("version", "LuaJIT 2.1.0");
        jit.put("version_num", 20100.0);
        jit.put("os", os());
        jit.put("arch", arch());
        jit.put("status", NativeFunction.of0("status", () -> true));
        for (String name : new String[] {"on", "off", "flush"}) {
            jit.put(name, NativeFunction.of0(name, () -> Values.NONE));
        }
        LuaTable opt = new LuaTable(0, 1);
        opt.put("start", NativeFunction.of0("start", () -> Values.NONE));
        jit.put("opt", opt);
        return jit;
    }

    private static String os() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "OSX" : "Linux";
    }

    private static String arch() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }
}
