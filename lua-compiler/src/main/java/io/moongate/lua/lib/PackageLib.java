package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaClosure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import io.moongate.lua.value.Where;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code require} and the table {@code package}. What the host offers as modules stands in {@code package.preload};
 * files are looked for only where they are granted.
 */
final class PackageLib {
    /** Stands in {@code package.loaded} while a module loads. */
    private static final LuaFunction LOADING = NativeFunction.of0("loading", () -> null);

    private static final String PATH = "./?.lua;./?/init.lua";

    private final LuaTable globals;
    private final ChunkLoader loader;
    private final LuaTable library = new LuaTable(0, 8);
    private final LuaTable loaded = new LuaTable(0, 16);
    private final LuaTable preload = new LuaTable(0, 16);

    private PackageLib(LuaTable globals, ChunkLoader loader) {
        this.globals = globals;
        this.loader = loader;
    }

    /** Puts the library into a table, whose own libraries become loaded modules; answers what it keeps. */
    static PackageLib install(LuaTable into, ChunkLoader loader, Set<Grant> grants) {
        PackageLib lib = new PackageLib(into, loader);
        LuaTable library = lib.library;
        library.put("loaded", lib.loaded);
        library.put("preload", lib.preload);
        library.put("config", "/\n;\n?\n!\n-\n");
        library.put("cpath", "");
        LuaTable loaders = LuaTable.of(NativeFunction.of1("preload", lib::findPreloaded));
        if (grants.contains(Grant.FILES)) {
            library.put("path", PATH);
            library.put("searchpath", NativeFunction.of2("searchpath", lib::searchpath));
            loaders.put(2, NativeFunction.of1("search", lib::findFile));
            into.put("module", NativeFunction.ofN("module", lib::module));
        } else {
            library.put("path", "");
        }
        library.put("loaders", loaders);
        library.put("seeall", NativeFunction.of1("seeall", lib::seeall));
        into.put("require", NativeFunction.of1("require", lib::require));
        into.put("package", library);
        lib.loaded.put("_G", into);
        lib.loaded.put("package", library);
        return lib;
    }

    /** The table {@code package.loaded}. */
    LuaTable loaded() {
        return loaded;
    }

    /** The table {@code package.preload}. */
    LuaTable preload() {
        return preload;
    }

    private @Nullable Object require(@Nullable Object name) {
        String module = Check.string(name, 1);
        Object present = loaded.get(module);
        if (present == LOADING) {
            throw LuaError.caller("loop or previous error loading module '" + module + "'");
        }
        if (Convert.truth(present)) {
            return present;
        }
        LuaFunction found = find(module);
        loaded.put(module, LOADING);
        Object result = Values.first(Call.callBack(found, module));
        if (result != null) {
            loaded.put(module, result);
        } else if (loaded.get(module) == LOADING) {
            loaded.put(module, true);
        }
        return loaded.get(module);
    }

    private LuaFunction find(String module) {
        if (!(library.get("loaders") instanceof LuaTable loaders)) {
            throw LuaError.caller("'package.loaders' must be a table");
        }
        StringBuilder tried = new StringBuilder();
        for (int i = 1; loaders.get(i) != null; i++) {
            Object answer = Values.first(Call.callBack(loaders.get(i), module));
            if (answer instanceof LuaFunction function) {
                return function;
            }
            if (answer instanceof String s) {
                tried.append(s);
            }
        }
        throw LuaError.caller("module '" + module + "' not found:" + tried);
    }

    private @Nullable Object findPreloaded(@Nullable Object name) {
        String module = Check.string(name, 1);
        Object found = preload.get(module);
        return found == null ? "\n\tno field package.preload['" + module + "']" : found;
    }

    private @Nullable Object findFile(@Nullable Object name) {
        String module = Check.string(name, 1);
        if (!(library.get("path") instanceof String path)) {
            throw LuaError.caller("'package.path' must be a string");
        }
        StringBuilder tried = new StringBuilder();
        String file = search(module, path, tried);
        if (file == null) {
            return tried.toString();
        }
        try {
            return loader.load(LoadLib.readFile(file), "@" + file, globals);
        } catch (LuaError error) {
            throw LuaError.caller("error loading module '" + module + "' from file '" + file + "':\n\t" + error.text());
        }
    }

    private @Nullable Object searchpath(@Nullable Object name, @Nullable Object path) {
        StringBuilder tried = new StringBuilder();
        String file = search(Check.string(name, 1), Check.string(path, 2), tried);
        return file == null ? Values.of2(null, tried.toString()) : file;
    }

    private static @Nullable String search(String module, String path, StringBuilder tried) {
        for (String template : path.split(";", -1)) {
            if (template.isEmpty()) {
                continue;
            }
            String file = template.replace("?", module.replace('.', '/'));
            if (Files.isReadable(Path.of(file))) {
                return file;
            }
            tried.append("\n\tno file '").append(file).append('\'');
        }
        return null;
    }

    /** The 5.1 way to write a module: a global table of that name becomes the environment of who calls this. */
    private @Nullable Object module(@Nullable Object[] arguments) {
        String module = Check.string(arguments, 1);
        LuaTable table = loaded.get(module) instanceof LuaTable present ? present : place(module);
        if (table.get("_NAME") == null) {
            table.put("_M", table);
            table.put("_NAME", module);
            table.put("_PACKAGE", module.substring(0, module.lastIndexOf('.') + 1));
        }
        loaded.put(module, table);
        LuaClosure caller = Where.closure(1);
        if (caller == null) {
            throw LuaError.caller("'module' not called from a Lua function");
        }
        caller.env = table;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i] instanceof LuaFunction option) {
                Call.callBack(option, table);
            }
        }
        return Values.NONE;
    }

    /** The global table of that name, which may have dots, made if need be. */
    private LuaTable place(String module) {
        LuaTable at = globals;
        for (String part : module.split("\\.", -1)) {
            Object next = at.get(part);
            if (next == null) {
                next = new LuaTable();
                at.put(part, next);
            }
            if (!(next instanceof LuaTable inner)) {
                throw LuaError.caller("name conflict for module '" + module + "'");
            }
            at = inner;
        }
        return at;
    }

    private @Nullable Object seeall(@Nullable Object module) {
        if (!(module instanceof LuaTable table)) {
            throw ArgumentError.type(1, "table", module);
        }
        LuaTable metatable = table.metatable() == null ? new LuaTable(0, 1) : table.metatable();
        metatable.put("__index", globals);
        table.setMetatable(metatable);
        return Values.NONE;
    }
}
