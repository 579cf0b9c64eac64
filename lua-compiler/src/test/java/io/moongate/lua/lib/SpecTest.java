package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the specs written in Lua, each case a test. */
class SpecTest {
    static final Path SPECS = Path.of("src/test/lua/spec");

    static List<Path> specs() throws IOException {
        try (Stream<Path> files = Files.walk(SPECS)) {
            return files.filter(file -> file.toString().endsWith("_spec.lua"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicContainer> specsInLua() throws IOException {
        List<Path> files = specs();
        assertTrue(files.size() >= 8, "specs are missing: " + files);
        return files.stream()
                .map(file ->
                        DynamicContainer.dynamicContainer(SPECS.relativize(file).toString(), cases(file)));
    }

    private static List<DynamicTest> cases(Path file) {
        LuaHouse house = new LuaHouse();
        house.state.globals().put("moongate", true);
        LuaTable cases = (LuaTable) Objects.requireNonNull(house.runFile(SPECS.resolve("harness.lua"))[0]);
        house.runFile(file);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 1; i <= cases.length(); i++) {
            LuaTable one = (LuaTable) Objects.requireNonNull(cases.get(i));
            tests.add(DynamicTest.dynamicTest(String.valueOf(one.get("name")), () -> run(house, one)));
        }
        return tests;
    }

    private static void run(LuaHouse house, LuaTable one) {
        Assumptions.assumeFalse(Convert.truth(one.get("skip")));
        house.state.enter();
        try {
            Call.call(one.get("body"));
        } catch (LuaError error) {
            throw new AssertionError(error.text() + "\n" + error.traceback(), error);
        }
    }
}
