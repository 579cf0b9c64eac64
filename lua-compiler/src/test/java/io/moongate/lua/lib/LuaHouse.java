package io.moongate.lua.lib;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state with the whole library, for tests: what it prints is kept. */
final class LuaHouse {
    private static final Lua LUA = new Lua();

    final LuaState state = new LuaState();
    final List<String> printed = new ArrayList<>();

    LuaHouse() {
        state.enter();
        new StandardLibrary(LUA, Grant.ALL, printed::add).install(state);
    }

    /** Runs a chunk and answers its results. */
    @Nullable
    Object[] run(String source, String chunkName, @Nullable Object... arguments) {
        state.enter();
        try {
            return Values.array(Call.callN(
                    LUA.compile(source, LuaOptions.named(chunkName)).instantiate(state.globals()), arguments));
        } catch (LuaSyntaxException e) {
            throw new IllegalArgumentException(e.problem().sentence(), e);
        }
    }

    /** The first result of a chunk. */
    @Nullable
    Object first(String source) {
        @Nullable Object[] results = run(source, "=t");
        return results.length == 0 ? null : results[0];
    }

    @Nullable
    Object[] runFile(Path file) {
        return run(read(file), "@" + file.getFileName());
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
