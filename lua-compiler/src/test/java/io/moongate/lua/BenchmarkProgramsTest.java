package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The benchmark programs, run small, give what LuaJIT gives. */
final class BenchmarkProgramsTest {
    static Stream<String> programs() {
        return Script.resource("/bench/checksums.txt").lines();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void computesWhatLuaJitComputes(String line) {
        String[] columns = line.split("\t", -1);
        Script script = new Script();
        Object module = Values.first(Call.call(script.load(Script.resource("/bench/" + columns[0] + ".lua"))));
        Object run = ((LuaTable) java.util.Objects.requireNonNull(module)).get("run");
        Object sum = Values.first(Call.call(run, Double.valueOf(columns[1])));
        assertEquals(columns[2], Convert.tostring(sum));
    }
}
