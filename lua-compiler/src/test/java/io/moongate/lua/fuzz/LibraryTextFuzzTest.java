package io.moongate.lua.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.moongate.lua.LuaSyntaxException;
import java.io.IOException;
import java.util.List;
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
 * Random patterns on random subjects and random formats of random values: only Lua errors come out, and the same as on
 * LuaJIT. {@code -Djqwik.tries.default=N} says how many.
 */
final class LibraryTextFuzzTest {
    private static final List<String> PATTERN_PARTS = List.of(
            "a", "b", "A", "1", " ", ".", "%a", "%d", "%W", "%s", "%u", "%p", "%x", "%z", "%g", "[ab]", "[^a]", "[a-z]",
            "[%w_]", "[]]", "[^]a]", "[a-", "[a%", "[", "]", "*", "+", "-", "?", "(", ")", "()", "(a)", "(.)", "%1",
            "%2", "%0", "%b()", "%bxx", "%b", "%f[%w]", "%f[^a]", "%f", "^", "$", "%", "%%", "%.", "\0", "\377");
    private static final List<String> SUBJECT_PARTS =
            List.of("a", "b", "ab", "A", "(", ")", "()", " ", "1", "\0", "_", "x", "%", "\377", "\n", "]", "-");
    private static final List<String> REPLACEMENTS = List.of(
            "'<%0>'",
            "'%1'",
            "'%2%%'",
            "'%'",
            "'%x'",
            "''",
            "string.upper",
            "{a = 1, b = false, [''] = 'e'}",
            "nil",
            "function(...) return select('#', ...) end",
            "function(x) return x == 'a' and {} end",
            "7",
            "true");
    private static final List<String> CONVERSIONS = List.of(
            "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "F", "g", "G", "a", "A", "q", "s", "p", "n", "l", "", "%",
            "5");
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "-1",
            "3.7",
            "-0.5",
            "1e15",
            "1e16",
            "2^53",
            "-2^63",
            "2^63",
            "1e100",
            "1e-7",
            "0.1",
            "100",
            "255",
            "123456789",
            "0/0",
            "1/0",
            "-1/0",
            "-0",
            "'12'",
            "'x'",
            "'0x1F'",
            "''",
            "'a\\0b'",
            "'\\r\\n\\\\\\\"\\1\\200'",
            "nil",
            "true",
            "setmetatable({}, {__tostring = function() return 'obj' end})",
            "65",
            "4294967296",
            "2^31",
            "5e-324",
            "1.7976931348623157e308",
            "1.5",
            "2.5");

    private static Ours ours;
    private static @Nullable LuaJit luajit;

    @BeforeContainer
    static void open() throws IOException, LuaSyntaxException {
        ours = new Ours(options -> options);
        luajit = LuaJit.orNull("serve");
    }

    @AfterContainer
    static void close() {
        if (luajit != null) {
            luajit.close();
        }
    }

    /** Some calls in one program, whose lines each print how one ended. */
    private static void same(List<String> calls) throws IOException {
        StringBuilder program = new StringBuilder();
        calls.forEach(call -> program.append("print(pcall(").append(call).append("))\n"));
        String text = program.toString();
        String got = ours.run(text);
        assertFalse(got.startsWith("the engine failed") || got.startsWith("does not end"), got);
        LuaJit other = luajit;
        if (other != null) {
            assertEquals(comparable(other.run(text)), comparable(got));
        }
    }

    /** The sign of what is no number depends on the processor. */
    private static String comparable(String output) {
        return output.replace("-nan", "nan")
                .replace(" nan", "nan")
                .replaceAll("(0x[0-9a-f]{8,}|x[0-9a-f]{8,})+", "0x0");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void patterns(@ForAll("searches") List<String> calls) throws IOException {
        same(calls);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void formats(@ForAll("formattings") List<String> calls) throws IOException {
        same(calls);
    }

    private static Arbitrary<String> joined(List<String> parts, int most) {
        return Arbitraries.of(parts).list().ofMaxSize(most).map(list -> quoted(String.join("", list)));
    }

    /** A literal of these bytes. */
    private static String quoted(String bytes) {
        StringBuilder out = new StringBuilder("'");
        for (char c : bytes.toCharArray()) {
            if (c < ' ' || c > '~' || c == '\'' || c == '\\') {
                out.append('\\').append(String.format("%03d", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('\'').toString();
    }

    @Provide
    Arbitrary<List<String>> searches() {
        // Short ones: LuaJIT would never end with all that fit into memory.
        Arbitrary<String> subject = joined(SUBJECT_PARTS, 9);
        Arbitrary<String> pattern = joined(PATTERN_PARTS, 7);
        // From further on than the end, it depends on 5.2 compatibility.
        Arbitrary<Integer> init = Arbitraries.integers().between(-4, 1);
        Arbitrary<String> found = Combinators.combine(
                        Arbitraries.of("string.find, ", "string.match, "), subject, pattern, init)
                .as((name, s, p, i) -> name + s + ", " + p + ", " + i);
        Arbitrary<String> replaced = Combinators.combine(
                        subject, pattern, Arbitraries.of(REPLACEMENTS), Arbitraries.of("", ", 1", ", 2", ", 0", ", -1"))
                .as((s, p, by, most) -> "string.gsub, " + s + ", " + p + ", " + by + most);
        Arbitrary<String> walked = Combinators.combine(subject, pattern)
                .as((s, p) -> "function() local n, all = 0, '' for a, b in string.gmatch(" + s + ", " + p
                        + ") do n = n + 1 all = all .. tostring(a) .. tostring(b) end return n, all end");
        return Arbitraries.oneOf(found, replaced, walked).list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> formattings() {
        Arbitrary<String> flags =
                Arbitraries.of("-", "+", " ", "#", "0", "").list().ofMaxSize(2).map(list -> String.join("", list));
        Arbitrary<String> width = Arbitraries.of("", "", "", "1", "5", "12", "99", "100", "0");
        Arbitrary<String> precision =
                Arbitraries.of("", "", "", ".", ".0", ".1", ".3", ".14", ".17", ".20", ".99", ".100");
        Arbitrary<String> item = Combinators.combine(flags, width, precision, Arbitraries.of(CONVERSIONS))
                .as((f, w, p, c) -> "%" + f + w + p + c);
        Arbitrary<String> format = Arbitraries.oneOf(item, item, Arbitraries.of("text", "%%", " ", "\0", "%"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> quoted(String.join("", list)));
        Arbitrary<String> values = Arbitraries.of(VALUES).list().ofMaxSize(3).map(list -> String.join(", ", list));
        return Combinators.combine(format, values)
                .as((f, v) -> "string.format, " + f + (v.isEmpty() ? "" : ", " + v))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
