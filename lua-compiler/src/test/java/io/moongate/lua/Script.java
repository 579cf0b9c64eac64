package io.moongate.lua;

import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Numbers;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A world with the library in which tests run chunks. */
final class Script {
    final LuaState state = new LuaState();
    final Lua lua;
    final List<String> printed = new ArrayList<>();

    Script() {
        this(new Lua());
    }

    Script(Lua lua) {
        this.lua = lua;
        state.enter();
        new StandardLibrary(lua, Grant.ALL, printed::add).install(state);
    }

    LuaFunction load(String source) {
        try {
            return lua.compile(source, LuaOptions.named("=t")).instantiate(state.globals());
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e.problem().sentence(), e);
        }
    }

    /** The results of a chunk as text, comma between them. */
    String run(String source) {
        return show(Values.array(Call.call(load(source))));
    }

    /** What a chunk fails with. */
    String failure(String source) {
        try {
            return "no failure: " + run(source);
        } catch (LuaError e) {
            return e.text();
        }
    }

    static String show(@Nullable Object[] values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(out.isEmpty() ? "" : ",").append(value instanceof Double d ? Numbers.toString(d) : value);
        }
        return out.toString();
    }

    static String resource(String path) {
        try (InputStream in = Script.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
