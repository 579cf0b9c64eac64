package io.moongate.lua.lib;

import io.moongate.lua.op.Protect;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Preload;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All of the library, put into the globals of a state. Each state gets tables of its own; the functions that hold
 * nothing are shared by all.
 *
 * @param loader what compiles for {@code load} and its kin
 * @param grants what the library may reach outside Lua
 * @param lines where {@code print} sends its lines, as byte strings without the end of line
 */
public record StandardLibrary(ChunkLoader loader, Set<Grant> grants, Consumer<String> lines) {

    /** The library printing to the standard output of the process. */
    public static StandardLibrary printing(ChunkLoader loader, Set<Grant> grants) {
        return new StandardLibrary(loader, grants, StandardLibrary::toStandardOutput);
    }

    private static void toStandardOutput(String line) {
        PrintStream out = System.out;
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
        out.write(bytes, 0, bytes.length);
    }

    /** Installs into the state's globals, and makes its strings find their methods. */
    public void install(LuaState state) {
        Rehearsal.once(loader);
        preload();
        LuaTable globals = state.globals();
        BaseLib.install(globals, grants, lines);
        LoadLib.install(globals, loader, grants);
        EnvironmentLib.install(state, globals);
        PackageLib modules = PackageLib.install(globals, loader, grants);
        LuaTable loaded = modules.loaded();
        LuaTable string = StringLib.create(grants);
        StringLib.attach(state, string);
        offer(globals, loaded, "string", string);
        offer(globals, loaded, "table", TableLib.create());
        offer(globals, loaded, "math", MathLib.create());
        offer(globals, loaded, "bit", BitLib.create());
        offer(globals, loaded, "os", OsLib.create(grants));
        offer(globals, loaded, "coroutine", CoroutineLib.create());
        offer(globals, loaded, "debug", DebugLib.create(grants, globals, loaded));
        offer(globals, loaded, "jit", JitLib.create());
        if (grants.contains(Grant.FILES)) {
            offer(globals, loaded, "io", IoLib.create(state));
        }
        LuaTable extras = modules();
        for (int slot = extras.nextSlot(-1); slot >= 0; slot = extras.nextSlot(slot)) {
            Object module = extras.slotValue(slot);
            modules.preload().put(extras.slotKey(slot), NativeFunction.of0("module", () -> module));
        }
    }

    private static void offer(LuaTable globals, LuaTable loaded, String name, LuaTable library) {
        globals.put(name, library);
        loaded.put(name, library);
    }

    /** The modules that are no globals, by their names: made anew, for a host with a {@code require} of its own. */
    public static LuaTable modules() {
        LuaTable modules = new LuaTable(0, 16);
        TableExtras.modules(modules);
        modules.put("string.buffer", StringBuffer.module());
        LuaTable arrayMetatable = Cjson.newArrayMetatable();
        LuaTable emptyArrayMetatable = Cjson.newEmptyArrayMetatable();
        modules.put("cjson", CjsonLib.create(false, new JsonSettings(), arrayMetatable, emptyArrayMetatable));
        modules.put("cjson.safe", CjsonLib.create(true, new JsonSettings(), arrayMetatable, emptyArrayMetatable));
        return modules;
    }

    static {
        preload();
    }

    private static void preload() {
        Preload.classes(
                Protect.class,
                CharClass.class,
                Digits.class,
                FormatSpec.class,
                NumberText.class,
                Room.class,
                StringFormat.class,
                Pattern.class,
                PatternItem.class,
                PatternReader.class,
                StringMatch.class,
                StringSearch.class,
                TableSort.class);
    }
}
