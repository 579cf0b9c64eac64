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
    /** Fewer cases than this cannot be all. */
    static final int ENOUGH = 600;

    static final Path SPECS = Path.of("src/test/lua/spec");

    static List<Path> specs() throws IOException {
        try (Stream<Path> files = Files.walk(SPECS)) {
            return files.filter(file -> file.toString().endsWith("_spec.lua"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    List<DynamicContainer> specsInLua() throws IOException {
        List<Path> files = specs();
        assertTrue(files.size() >= 8, "specs are missing: " + files);
        List<DynamicContainer> containers = new ArrayList<>();
        int count = 0;
        for (Path file : files) {
            List<DynamicTest> tests = cases(file);
            count += tests.size();
            containers.add(
                    DynamicContainer.dynamicContainer(SPECS.relativize(file).toString(), tests));
        }
        System.out.println("specs: " + count + " cases");
        assertTrue(count >= ENOUGH, "specs are missing: only " + count + " cases");
        return containers;
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
