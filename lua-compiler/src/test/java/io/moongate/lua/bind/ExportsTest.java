package io.moongate.lua.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods with the annotation are functions in Lua. */
final class ExportsTest {
    private final Lua lua = new Lua();
    private final LuaState state = new LuaState();

    /** What is offered here. */
    static final class Host {
        private int calls;

        @LuaExport
        double add(double a, int b) {
            return a + b;
        }

        @LuaExport("join")
        String joined(String first, @Nullable Object... rest) {
            return first + Arrays.asList(rest);
        }

        @LuaExport
        void count() {
            calls++;
        }

        @LuaExport
        int calls() {
            return calls;
        }

        @LuaExport
        Object[] two(boolean flag, @Nullable Double maybe) {
            return new Object[] {flag, maybe == null ? "none" : maybe};
        }

        @LuaExport
        @Nullable
        Object first(LuaTable table, LuaFunction function) {
            return Call.call(function, table.get(1));
        }

        @LuaExport
        static long whole(long number) {
            return number / 2;
        }

        @LuaExport
        void breaks() throws IOException {
            throw new IOException("disk");
        }

        /** Not for Lua. */
        void hidden() {}
    }

    /** A parameter Lua cannot give. */
    static final class Wrong {
        @LuaExport
        void take(List<String> list) {}
    }

    @BeforeEach
    void offer() {
        state.enter();
        new StandardLibrary(lua, Grant.NONE, line -> {}).install(state);
        state.globals().put("host", Exports.of(new Host()));
    }

    private List<@Nullable Object> run(String source) throws LuaSyntaxException {
        return Arrays.asList(Values.array(
                Call.call(lua.compile(source, LuaOptions.named("=t")).instantiate(state.globals()))));
    }

    @Test
    void convertsArgumentsAndResults() throws LuaSyntaxException {
        assertEquals(List.of(3.5), run("return host.add(1.5, '2')"));
        assertEquals(List.of("a[1.0, x]", "a[]"), run("return host.join('a', 1, 'x'), host.join('a')"));
        assertEquals(List.of(true, "none", false, 2.0), run("local a, b = host.two(1) return a, b, host.two(nil, 2)"));
        assertEquals(List.of("7!"), run("return host.first({7}, function(x) return x .. '!' end)"));
        assertEquals(List.of(3.0), run("return host.whole(7)"));
    }

    @Test
    void returnsNothingFromVoid() throws LuaSyntaxException {
        assertEquals(List.of(0.0, 1.0), run("return select('#', host.count()), host.calls()"));
    }

    @Test
    void complainsAsLuaDoes() throws LuaSyntaxException {
        assertEquals(
                List.of(false, "t:1: bad argument #2 to 'add' (number expected, got table)"),
                run("return pcall(function() local x = host.add(1, {}) return x end)"));
        assertEquals(List.of(false, "java.io.IOException: disk"), run("return pcall(host.breaks)"));
        assertThrows(LuaError.class, () -> run("return host.hidden()"));
    }

    @Test
    void refusesWhatLuaCannotPass() {
        assertThrows(IllegalArgumentException.class, () -> Exports.of(new Wrong()));
    }
}
