package io.moongate.lua.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.management.OperatingSystemMXBean;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random programs do the same whether they are compiled with optimisations or without, and what they do on LuaJIT
 * where one is installed. {@code -Dfuzz.programs=100000} makes a long run, {@code -Dfuzz.seed=N} repeats one.
 */
final class ProgramFuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.programs", 400);
    private static final int ENOUGH = 20;
    private static final int NEWS_EVERY = 1000;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{8,}");
    private static final String UNCOMPILED = "does not compile";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime() & 0xffffffffL);
    private final List<String> failures = new ArrayList<>();

    /** One way to run a program. */
    private interface Side {
        String run(String program) throws IOException;
    }

    /** The sign of a result that is no number depends on the processor, addresses on everything. */
    private static String comparable(String output) {
        return ADDRESS.matcher(output.replace("-nan", "nan")).replaceAll("0x0");
    }

    private static boolean agree(String one, String other) {
        return one.equals(other) || comparable(one).equals(comparable(other));
    }

    @Test
    void allAgree() throws IOException, LuaSyntaxException {
        try (LuaJit luajit = LuaJit.orNull("serve")) {
            compare(luajit);
        }
    }

    private void compare(@Nullable LuaJit luajit) throws IOException, LuaSyntaxException {
        boolean compat52 = luajit == null
                || luajit.run("print(#setmetatable({}, {__len = function() return 7 end}))")
                        .startsWith("7");
        Ours optimised = new Ours(options -> options);
        Ours unoptimised = new Ours(LuaOptions::unoptimised);
        Ours counted = new Ours(options -> options.unoptimised().countingSteps());
        System.out.println("random programs: " + COUNT + " from seed " + seed);
        long begun = System.nanoTime();
        int done = 0;
        for (; done < COUNT && failures.size() < ENOUGH; done++) {
            String program = ProgramGenerator.program(seed + done, compat52);
            if (luajit != null) {
                luajit.send(program);
            }
            Ours other = done % 4 == 0 ? counted : unoptimised;
            String got = optimised.run(program);
            String same = other.run(program);
            assertFalse(luajit == null && got.startsWith(UNCOMPILED), () -> got + "\n" + program);
            if (luajit != null) {
                String wanted = luajit.receive();
                assertFalse(wanted.startsWith(UNCOMPILED), () -> wanted + "\n" + program);
                look("LuaJIT and optimised", seed + done, program, luajit::run, wanted, optimised::run, got);
            }
            look("optimised and unoptimised", seed + done, program, optimised::run, got, other::run, same);
            if ((done + 1) % NEWS_EVERY == 0) {
                news(done + 1, begun);
            }
        }
        news(done, begun);
        assertEquals(
                List.of(),
                failures,
                () -> failures.size() + " differences in programs\n\n" + String.join("\n", failures));
    }

    private void news(int done, long begun) {
        System.out.printf(
                "random programs: %d done, %d differences, %.1f minutes, %.1f of the processor's%n",
                done, failures.size(), (System.nanoTime() - begun) / 60e9, PROCESS.getProcessCpuTime() / 60e9);
    }

    private void look(String who, long seed, String program, Side one, String wanted, Side other, String got)
            throws IOException {
        if (!agree(wanted, got)) {
            String small = Shrink.lines(program, less -> differ(one, other, less));
            String report = "---- " + who + ", seed " + seed + "\n" + small + "\n-- wanted:\n" + one.run(small)
                    + "\n-- got:\n" + other.run(small) + "\n";
            System.out.println(report);
            failures.add(report);
        }
    }

    private static boolean differ(Side one, Side other, String program) {
        try {
            String wanted = one.run(program);
            return !wanted.startsWith(UNCOMPILED)
                    && !wanted.startsWith(LuaJit.ENDED)
                    && !agree(wanted, other.run(program));
        } catch (IOException e) {
            return false;
        }
    }
}
