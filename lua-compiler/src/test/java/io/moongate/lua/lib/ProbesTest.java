package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.lua.Lua;
import io.moongate.lua.value.LuaTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The probes of the language and its library against what OpenResty's LuaJIT prints, line by line. */
class ProbesTest {
    private static final Path FOLDER = Path.of("src/test/resources/conformance");

    /** Lines that may differ, each with its reason. */
    private static final Map<Integer, String> EXCEPTIONS = Map.of(
            163, "yielding from a comparator works here",
            164, "yielding from gsub's function works here",
            168, "a traceback shows addresses and files of the machine");

    private static void run(LuaHouse house) {
        house.state.enter();
        house.state.globals().put("arg", new LuaTable());
        house.runFile(FOLDER.resolve("probes.lua"));
    }

    @Test
    void probesAgree() throws InterruptedException {
        LuaHouse house = new LuaHouse();
        Thread thread = new Thread(null, () -> run(house), "lua-probes", Lua.STACK_BYTES);
        thread.start();
        thread.join();
        String[] expected = LuaHouse.read(FOLDER.resolve("probes.expected.txt")).split("\n", -1);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < Math.min(expected.length, house.printed.size()); i++) {
            String got = house.printed.get(i);
            if (!expected[i].equals(got) && !EXCEPTIONS.containsKey(i + 1)) {
                wrong.add("wanted " + expected[i] + "\n   got " + got);
            }
        }
        assertEquals(217, house.printed.size());
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }
}
