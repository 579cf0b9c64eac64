package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Modules written in Lua: those of the gateway, which are resources, and the user's, which are files. */
final class ModuleFiles {
    /** The gateway's, each a resource {@code /lua/<name with slashes>.lua}. */
    static final List<String> OWN = List.of(
            "kong.constants",
            "kong.meta",
            "kong.plugins.jwt.jwt_parser",
            "kong.tools.cjson",
            "kong.tools.ip",
            "kong.tools.rand",
            "kong.tools.sha256",
            "kong.tools.string",
            "kong.tools.table",
            "kong.tools.time",
            "kong.tools.uri",
            "kong.tools.utils",
            "kong.tools.uuid",
            "ngx.re",
            "ngx.req",
            "ngx.resp",
            "pl.stringx",
            "pl.tablex",
            "resty.cookie",
            "resty.jwt",
            "resty.jwt-validators",
            "resty.lock",
            "resty.lrucache",
            "resty.lrucache.pureffi",
            "socket.url",
            "version");

    private final ChunkLoader loader;
    private final LuaTable environment;
    /** What modules of the gateway get as their second argument: a piece of such a module, which none can require. */
    private final LuaFunction part = NativeFunction.of1("part", name -> own(Check.string(name, 1)));

    /**
     * @param trusted whether the user's files are among them, which may reach outside
     */
    ModuleFiles(LuaWorker worker, Modules modules, LuaTable ngx, LuaTable kong, boolean trusted) {
        this.loader = worker.script().loader();
        this.environment = new Namespace()
                .value("ngx", ngx)
                .value("kong", kong)
                .of1("require", name -> modules.require(Check.string(name, 1)))
                .table();
        environment.put("_G", environment);
        environment.setMetatable(Namespace.guard(
                new Namespace().value("__index", worker.state().globals()).table()));
        if (trusted && !worker.script().packagePath().isEmpty()) {
            trust(environment);
        }
    }

    /** Files that the operator put in the path are not the sandbox's: they get the parts of Lua that reach outside. */
    private void trust(LuaTable into) {
        LuaState other = new LuaState();
        new StandardLibrary(loader, EnumSet.complementOf(EnumSet.of(Grant.EXIT)), line -> {}).install(other);
        into.put("os", other.globals().get("os"));
        into.put("io", other.globals().get("io"));
    }

    /** A module of the gateway's. */
    Object own(String name) {
        String file = name.replace('.', '/') + ".lua";
        try (InputStream in = ModuleFiles.class.getResourceAsStream("/lua/" + file)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + file);
            }
            String source = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return run(loader.load(source, "=" + file, environment), name, part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A module of the user's; raises Lua's error where there is no file, or it does not compile. */
    Object users(String name, String path) {
        StringBuilder tried = new StringBuilder("\n\tno field package.preload['" + name + "']");
        Path file = find(name, path, tried);
        if (file == null) {
            throw LuaError.caller("module '" + name + "' not found:" + tried);
        }
        LuaFunction chunk;
        try {
            chunk = loader.load(
                    withoutFirstLine(Files.readString(file, StandardCharsets.ISO_8859_1)), "@" + file, environment);
        } catch (LuaError error) {
            throw LuaError.caller("error loading module '" + name + "' from file '" + file + "':\n\t" + error.text());
        } catch (IOException e) {
            throw LuaError.caller("error loading module '" + name + "' from file '" + file + "':\n\tcannot read " + file
                    + ": " + e.getMessage());
        }
        return run(chunk, name, null);
    }

    private static Object run(LuaFunction chunk, String name, @Nullable LuaFunction part) {
        Object result = Values.first(part == null ? Call.call(chunk, name) : Call.call(chunk, name, part));
        return result == null ? true : result;
    }

    /** A line for the shell is none of Lua's. */
    private static String withoutFirstLine(String source) {
        if (!source.startsWith("#")) {
            return source;
        }
        int end = source.indexOf('\n');
        return end < 0 ? "" : source.substring(end);
    }

    private static @Nullable Path find(String name, String path, StringBuilder tried) {
        for (String template : path.split(";", -1)) {
            if (template.isBlank()) {
                continue;
            }
            String file = template.strip().replace("?", name.replace('.', '/'));
            try {
                Path candidate = Path.of(file);
                if (Files.isRegularFile(candidate) && Files.isReadable(candidate)) {
                    return candidate;
                }
            } catch (InvalidPathException e) {
                // No file can have this name; said below like one that is not there.
            }
            tried.append("\n\tno file '").append(file).append('\'');
        }
        return null;
    }
}
