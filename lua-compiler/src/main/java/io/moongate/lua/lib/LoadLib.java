package io.moongate.lua.lib;

import io.moongate.lua.op.ArgumentError;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.Depth;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code load}, {@code loadstring}, {@code loadfile} and {@code dofile}. */
final class LoadLib {
    private final ChunkLoader loader;
    private final LuaTable globals;
    private final boolean binaryToo;

    private LoadLib(ChunkLoader loader, LuaTable globals, boolean binaryToo) {
        this.binaryToo = binaryToo;
        this.loader = loader;
        this.globals = globals;
    }

    /** Puts the functions into a table, which is also the environment of what they load. */
    static void install(LuaTable into, ChunkLoader loader, Set<Grant> grants) {
        LoadLib lib = new LoadLib(loader, into, grants.contains(Grant.BINARY));
        into.put("load", NativeFunction.ofN("load", lib::load));
        into.put("loadstring", NativeFunction.ofN("loadstring", lib::load));
        if (grants.contains(Grant.FILES)) {
            into.put("loadfile", NativeFunction.ofN("loadfile", lib::loadfile));
            into.put("dofile", NativeFunction.of1("dofile", lib::dofile));
        }
    }

    private @Nullable Object load(@Nullable Object[] arguments) {
        Object chunk = Check.at(arguments, 0);
        String text = Convert.toStringOrNull(chunk);
        String name = Check.string(Check.at(arguments, 1), 2, text == null ? "=(load)" : text);
        String mode = Check.string(Check.at(arguments, 2), 3, "bt");
        LuaTable env = arguments.length > 3 ? Check.table(arguments[3], 4) : globals;
        if (text == null) {
            if (!(chunk instanceof LuaFunction reader)) {
                throw arguments.length == 0
                        ? ArgumentError.missing(1, "function")
                        : ArgumentError.type(1, "function", chunk);
            }
            Depth depth = LuaState.current().depth();
            int before = depth.room();
            try {
                text = readAll(reader);
            } catch (LuaError error) {
                depth.leave(before);
                return Values.of2(null, error.value());
            }
        }
        return compile(text, name, mode, env);
    }

    private static String readAll(LuaFunction reader) {
        StringBuilder all = new StringBuilder();
        while (true) {
            Object piece = Values.first(Call.callBack(reader));
            String text = Convert.toStringOrNull(piece);
            if (piece != null && text == null) {
                throw LuaError.caller("reader function must return a string");
            }
            if (text == null || text.isEmpty()) {
                return all.toString();
            }
            Room.forString((long) all.length() + text.length());
            all.append(text);
        }
    }

    private @Nullable Object compile(String source, String name, String mode, LuaTable env) {
        boolean binary = source.startsWith("\33");
        if (mode.indexOf(binary ? 'b' : 't') < 0) {
            return Values.of2(null, "attempt to load chunk with wrong mode");
        }
        if (binary && !(binaryToo && DumpedFunction.is(source))) {
            String shown = name.startsWith("\33")
                    ? "(binary)"
                    : name.startsWith("@") || name.startsWith("=") ? name.substring(1) : name;
            return Values.of2(null, shown + ": cannot load incompatible bytecode");
        }
        try {
            return binary ? DumpedFunction.load(source, loader, env) : loader.load(source, name, env);
        } catch (HostSignal signal) {
            throw signal;
        } catch (LuaError error) {
            return Values.of2(null, error.value());
        } catch (StackOverflowError | OutOfMemoryError fault) {
            return Values.of2(null, LuaError.of(fault).value());
        }
    }

    private @Nullable Object loadfile(@Nullable Object[] arguments) {
        String mode = Check.string(Check.at(arguments, 1), 2, "bt");
        LuaTable env = arguments.length > 2 ? Check.table(arguments[2], 3) : globals;
        String file = Check.string(arguments, 1);
        try {
            return compile(readFile(file), "@" + file, mode, env);
        } catch (LuaError error) {
            return Values.of2(null, error.value());
        }
    }

    private @Nullable Object dofile(@Nullable Object file) {
        String name = Check.string(file, 1);
        return Call.callBack(loader.load(readFile(name), "@" + name, globals));
    }

    /** A file's bytes as chars; its first line is blanked if it begins with {@code #}. */
    static String readFile(String file) {
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
            if (!text.startsWith("#")) {
                return text;
            }
            int end = text.indexOf('\n');
            return end < 0 ? "" : text.substring(end);
        } catch (NoSuchFileException e) {
            throw new LuaError("cannot open " + file + ": No such file or directory");
        } catch (IOException | RuntimeException e) {
            throw new LuaError("cannot open " + file + ": " + OsLib.reason(e));
        }
    }
}
