package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs of many kinds, at sizes far beyond what one method of the JVM holds, here and on LuaJIT. */
final class LargeProgramsTest {
    private static final Path KINDS = Path.of("src/test/lua/size/kinds.lua");
    private static final Path GOTOS = Path.of("src/test/lua/size/gotos.lua");
    /** How many are to be right: all but those with a limit of Lua's own. */
    private static final int ENOUGH = 150;

    private static final List<String> SIZES = List.of("100", "1000", "5000", "20000");

    /** What came of each program: {@code right}, {@code wrong} or {@code refused}, and with what words. */
    private static Map<String, String> run(UnaryOperator<LuaOptions> options, Path script, List<String> arguments)
            throws IOException, LuaSyntaxException {
        Lua lua = new Lua(0);
        LuaState state = new LuaState();
        state.enter();
        List<String> printed = new ArrayList<>();
        new StandardLibrary(
                        (source, name, env) -> {
                            try {
                                return lua.compile(source, options.apply(LuaOptions.named(name)))
                                        .instantiate(env);
                            } catch (LuaSyntaxException e) {
                                throw new LuaError(e.problem().sentence());
                            }
                        },
                        Grant.NONE,
                        printed::add)
                .install(state);
        String source = Files.readString(script, StandardCharsets.ISO_8859_1);
        Call.callN(
                lua.compile(source, LuaOptions.named("@script.lua")).instantiate(state.globals()), arguments.toArray());
        return outcomes(printed.stream());
    }

    private static Map<String, String> outcomes(Stream<String> lines) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        lines.forEach(line -> {
            String[] parts = line.split("\t", 2);
            outcomes.put(parts[0], parts[1].strip());
        });
        return outcomes;
    }

    @Test
    void takeAllThatLuaJitTakes() throws IOException, LuaSyntaxException {
        Map<String, String> ours = run(options -> options, KINDS, SIZES);
        ours.forEach((program, outcome) -> {
            assertFalse(outcome.startsWith("wrong"), () -> program + ": " + outcome);
            assertTrue(
                    outcome.startsWith("right") || outcome.matches("refused\tt:1: .* (levels|too large|variable.*)"),
                    () -> program + ": " + outcome);
        });
        theirs(KINDS, SIZES).forEach((program, outcome) -> {
            if (outcome.startsWith("right")) {
                assertEquals(outcome, ours.get(program), program);
            }
        });
        assertTrue(ours.values().stream()
                        .filter(outcome -> outcome.startsWith("right"))
                        .count()
                >= ENOUGH);
    }

    @Test
    void meanTheSameInTheSmallestParts() throws IOException, LuaSyntaxException {
        run(LuaOptions::unoptimised, KINDS, List.of("10", "100", "1000"))
                .forEach(
                        (program, outcome) -> assertFalse(outcome.startsWith("wrong"), () -> program + ": " + outcome));
    }

    @Test
    void jumpAsLuaJitDoes() throws IOException, LuaSyntaxException {
        List<String> seeds = List.of("1", "100");
        Map<String, String> ours = run(options -> options, GOTOS, seeds);
        assertEquals(100, ours.size());
        assertEquals(ours, run(LuaOptions::unoptimised, GOTOS, seeds));
        Map<String, String> theirs = theirs(GOTOS, seeds);
        if (!theirs.isEmpty()) {
            assertEquals(theirs, ours);
        }
    }

    private static Map<String, String> theirs(Path script, List<String> arguments) throws IOException {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "luajit")));
        if (!installed) {
            System.out.println("large programs: not compared with LuaJIT, because there is no luajit on the PATH");
            return Map.of();
        }
        List<String> command = new ArrayList<>(List.of("luajit", "-joff", script.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return outcomes(new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines());
    }

    /** Each of many methods that a function was cut into knows its own lines and names. */
    @Test
    void errorsNameTheirPlacesInAllParts() throws LuaSyntaxException {
        StringBuilder source = new StringBuilder("local k = ...\n");
        int lines = 3000;
        for (int line = 2; line <= lines; line++) {
            source.append("if k == ")
                    .append(line)
                    .append(" then local x = g")
                    .append(line)
                    .append(".y end\n");
        }
        LuaState state = new LuaState();
        state.enter();
        for (UnaryOperator<LuaOptions> way : List.<UnaryOperator<LuaOptions>>of(o -> o, LuaOptions::unoptimised)) {
            LuaFunction function = new Lua(0)
                    .compile(source.toString(), way.apply(LuaOptions.named("=t")))
                    .instantiate(state.globals());
            for (int line = 2; line <= lines; line++) {
                double k = line;
                LuaError error = assertThrows(LuaError.class, () -> Call.call(function, k));
                assertEquals("t:" + line + ": attempt to index global 'g" + line + "' (a nil value)", error.text());
            }
        }
    }

    /** Two arms that fit into a part to the byte, but not together with the jump to the next. */
    @Test
    void aTightLinkOfAChoiceIsNotCutAgain() throws LuaSyntaxException {
        String source = """
                do
                  if a[1] < b then print(c)
                  elseif a1 then print(string.char(71, 65, 96))
                  elseif nil then
                    print(string.gsub((((s1):upper() .. bit.bxor(n1 % 65536, n1 % 32))):sub(1, 60), '[^%s]+', '<%0>', 7))
                  elseif {k1 = n1} then end
                end""";
        assertFalse(new Lua(0)
                .compile(source, LuaOptions.named("=t").unoptimised())
                .classFiles()
                .isEmpty());
    }
}
