package io.moongate.lua.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaChunk;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Sources with something changed at random: they compile or are refused in LuaJIT's words, and what compiles runs into
 * nothing but Lua errors and spent budgets. {@code -Djqwik.tries.default=N} says how many.
 */
final class SourceFuzzTest {
    private static final Limits COMPILING = Limits.NONE.withCpu(Duration.ofSeconds(5));
    private static final Limits RUNNING =
            Limits.NONE.withCpu(Duration.ofMillis(30)).withAllocatedBytes(64 << 20);

    private static final List<List<String>> SOURCES = new ArrayList<>();
    private static @Nullable LuaJit luajit;
    private static boolean compat52;
    private final Lua lua = new Lua(16);

    @BeforeContainer
    static void open() throws IOException {
        for (String folder : List.of("src/test/lua/spec", "bench/lua", "src/test/resources/conformance")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".lua"))
                        .sorted()
                        .toList()) {
                    SOURCES.add(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        luajit = LuaJit.orNull("check");
        compat52 = luajit == null || luajit.run(";").equals("compiles");
    }

    @AfterContainer
    static void close() {
        if (luajit != null) {
            luajit.close();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void changedTokens(@ForAll("sources") String source, @ForAll("tokenChanges") List<Mutation> changes)
            throws IOException {
        attempt(Mutation.ofTokens(source, changes));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void changedBytes(@ForAll("sources") String source, @ForAll("byteChanges") List<Mutation> changes)
            throws IOException {
        attempt(Mutation.ofBytes(source, changes));
    }

    private void attempt(String source) throws IOException {
        LuaState state = new LuaState();
        state.enter();
        new StandardLibrary(lua, Grant.NONE, line -> {}).install(state);
        try {
            LuaChunk chunk = compile(state, source);
            if (chunk != null) {
                run(state, chunk);
            }
        } finally {
            state.dispose();
        }
    }

    private @Nullable LuaChunk compile(LuaState state, String source) throws IOException {
        LuaChunk chunk = null;
        String verdict = "compiles";
        state.beginBudget(Budget.open(COMPILING));
        try {
            chunk = lua.compile(source, LuaOptions.named("=t"));
        } catch (LuaSyntaxException refused) {
            verdict = refused.problem().sentence();
        } finally {
            state.endBudget();
        }
        LuaJit other = luajit;
        if (other != null) {
            String wanted = other.run(source);
            if (!wanted.equals(verdict) && !dependsOnDialect(source, wanted) && !isOtherError(wanted, verdict)) {
                assertEquals(wanted, verdict, () -> "of the source:\n" + source);
            }
        }
        return chunk;
    }

    /**
     * Only 5.2 compatibility allows empty statements, a call on a line of its own, and more after {@code break}, and
     * makes {@code goto} a keyword everywhere. Of bytecode we do not say under which name it came.
     */
    private static boolean dependsOnDialect(String source, String wanted) {
        boolean bytecode = source.startsWith("\33");
        return bytecode
                || !compat52
                        && (wanted.contains("ambiguous syntax")
                                || wanted.contains("';'")
                                || source.contains("break")
                                || source.contains("goto"));
    }

    /** Of two errors in one source, LuaJIT tells a wrong label's as it comes by, we tell it last. */
    private static boolean isOtherError(String wanted, String verdict) {
        return wanted.contains("label") && !verdict.equals("compiles");
    }

    private static void run(LuaState state, LuaChunk chunk) {
        state.beginBudget(Budget.open(RUNNING));
        try {
            Call.call(chunk.instantiate(state.globals()));
        } catch (LuaError | BudgetExceeded expected) {
            // What a program may see.
        } finally {
            state.endBudget();
        }
    }

    /** Some lines of some file. */
    @Provide
    Arbitrary<String> sources() {
        return Combinators.combine(
                        Arbitraries.of(SOURCES),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 25))
                .as((lines, place, count) -> {
                    int from = (int) (place * Math.max(0, lines.size() - count));
                    return String.join("\n", lines.subList(from, Math.min(lines.size(), from + count)));
                });
    }

    @Provide
    Arbitrary<List<Mutation>> tokenChanges() {
        return changes(Arbitraries.of(Mutation.TOKENS));
    }

    @Provide
    Arbitrary<List<Mutation>> byteChanges() {
        return changes(Arbitraries.integers().between(1, 255).map(code -> String.valueOf((char) code.intValue())));
    }

    private static Arbitrary<List<Mutation>> changes(Arbitrary<String> pieces) {
        return Combinators.combine(
                        Arbitraries.of(Mutation.Kind.class),
                        Arbitraries.doubles().between(0, 1),
                        pieces)
                .as(Mutation::new)
                .list()
                .ofMaxSize(3);
    }
}
