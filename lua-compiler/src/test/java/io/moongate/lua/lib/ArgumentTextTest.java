package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaState;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the library says of missing and wrong arguments, compared with a real LuaJIT. */
class ArgumentTextTest {
    private static final Path CALLS = Path.of("src/test/lua/arguments/all.lua");
    private static final int ENOUGH = 4000;

    private static List<String> ours() throws IOException, LuaSyntaxException {
        Lua lua = new Lua();
        LuaState state = new LuaState();
        state.enter();
        List<String> printed = new ArrayList<>();
        new StandardLibrary(lua, Grant.ALL, printed::add).install(state);
        String source = Files.readString(CALLS, StandardCharsets.ISO_8859_1);
        Call.call(lua.compile(source, LuaOptions.named("@all.lua")).instantiate(state.globals()));
        return printed;
    }

    private static List<String> theirs() throws IOException {
        Process process = new ProcessBuilder("luajit", "-joff", "all.lua")
                .directory(CALLS.toAbsolutePath().getParent().toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
    }

    @Test
    void saysWhatLuaJitSays() throws IOException, LuaSyntaxException {
        List<String> ours = ours();
        assertTrue(ours.size() > ENOUGH, () -> "only " + ours.size() + " calls");
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "luajit")));
        if (!installed) {
            System.out.println("arguments: not compared with LuaJIT, because there is no luajit on the PATH");
            Assumptions.abort("no luajit on the PATH");
        }
        assertEquals(String.join("\n", theirs()), String.join("\n", ours));
    }
}
