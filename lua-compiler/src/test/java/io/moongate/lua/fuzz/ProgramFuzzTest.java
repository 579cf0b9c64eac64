package io.moongate.lua.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.LuaSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * Random programs do on our engine what they do on LuaJIT, and do the same when they are compiled to count their
 * steps. {@code -Dfuzz.programs=100000} makes a long run, {@code -Dfuzz.seed=N} repeats one.
 */
final class ProgramFuzzTest {
    private static final Path RUNNER = Path.of("src/test/resources/fuzz/runner.lua");
    private static final int COUNT = Integer.getInteger("fuzz.programs", 150);
    private static final int ENOUGH = 20;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{8,}");

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final List<String> failures = new ArrayList<>();

    /** Two sides that should agree. */
    private interface Side {
        String run(String program) throws IOException;
    }

    private static String runner() throws IOException {
        return Files.readString(RUNNER, StandardCharsets.ISO_8859_1);
    }

    /** The sign of a result that is no number depends on the processor, addresses on everything. */
    private static String comparable(String output) {
        return ADDRESS.matcher(output.replace("-nan", "nan")).replaceAll("0x0");
    }

    private static boolean differ(Side one, Side other, String program) {
        try {
            return !comparable(one.run(program)).equals(comparable(other.run(program)));
        } catch (IOException e) {
            return false;
        }
    }

    private void compare(Side ours, Side theirs, boolean compat52) throws IOException {
        System.out.println("random programs: " + COUNT + " from seed " + seed);
        int done = 0;
        for (int i = 0; i < COUNT && failures.size() < ENOUGH; i++) {
            String program = ProgramGenerator.program(seed + i, compat52);
            String wanted = theirs.run(program);
            String got = ours.run(program);
            assertTrue(!wanted.startsWith("does not compile"), () -> "wrong program: " + wanted + "\n" + program);
            if (!comparable(got).equals(comparable(wanted))) {
                failures.add(report(seed + i, program, ours, theirs));
            }
            done++;
        }
        assertEquals(
                List.of(),
                failures,
                () -> failures.size() + " differences in programs\n\n" + String.join("\n", failures));
        assertEquals(COUNT, done);
    }

    private static String report(long seed, String program, Side ours, Side theirs) throws IOException {
        String small = Shrink.lines(program, less -> differ(ours, theirs, less));
        return "---- seed " + seed + "\n" + small + "\n-- wanted:\n" + theirs.run(small) + "\n-- got:\n"
                + ours.run(small) + "\n";
    }

    @Test
    void agreesWithLuaJit() throws IOException, LuaSyntaxException {
        if (!LuaJit.isInstalled()) {
            System.out.println("luajit is not installed: random programs are not compared with it");
            throw new TestAbortedException("no luajit on the PATH");
        }
        Ours ours = new Ours(runner(), false);
        try (LuaJit luajit = new LuaJit(RUNNER)) {
            boolean compat52 = luajit.run("print(#setmetatable({}, {__len = function() return 7 end}))")
                    .startsWith("7");
            compare(ours::run, luajit::run, compat52);
        }
    }

    @Test
    void agreesWithCountedSteps() throws IOException, LuaSyntaxException {
        compare(new Ours(runner(), false)::run, new Ours(runner(), true)::run, true);
    }
}
