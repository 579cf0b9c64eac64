package io.moongate.lua.lib;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random patterns, formats and JSON: nothing comes out but values, Lua errors, and spent budgets. */
class LibraryFuzzTest {
    private static final String[] PATTERN_PARTS = {
        "a", "b", ".", "%a", "%d", "%W", "%s", "[ab]", "[^a]", "[a-z]", "[%w_]", "*", "+", "-", "?", "(", ")", "()",
        "%1", "%2", "%b()", "%f[%w]", "^", "$", "%", "[", "]", "\0", "\377", "%%", "[]]", "[^", "[a-", "%b", "%f"
    };
    private static final String[] FORMAT_PARTS = {
        "%", "d", "s", "q", "x", "g", "f", "e", "a", "c", "i", "u", "5", "99", ".", "0", "-", "+", " ", "#", "%%",
        "%5.2f", "%-10s", "%q", "text", "%p", "l", "\0"
    };
    private static final String[] JSON_PARTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\",
        "\"",
        "1",
        "-",
        "1e5",
        "0x1F",
        "true",
        "false",
        "null",
        "nan",
        "-inf",
        "\0",
        " ",
        "\n",
        "0.5",
        "12345678901234567890",
        "\\u12",
        "é"
    };

    private final LuaHouse house = new LuaHouse();
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private String text(String[] parts, int most) {
        StringBuilder out = new StringBuilder();
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            out.append(parts[random.nextInt(parts.length)]);
        }
        return out.toString();
    }

    private @Nullable Object function(String library, String name) {
        return ((LuaTable) Objects.requireNonNull(house.state.globals().get(library))).get(name);
    }

    private void attempt(@Nullable Object function, @Nullable Object... arguments) {
        house.state.beginBudget(Budget.open(Limits.NONE.withCpu(Duration.ofMillis(20))));
        try {
            Call.callN(function, arguments);
        } catch (LuaError | BudgetExceeded expected) {
            // What a program may see.
        } catch (Throwable thrown) {
            fail("seed " + seed + ": " + Arrays.toString(arguments), thrown);
        } finally {
            house.state.endBudget();
        }
    }

    @Test
    void patterns() {
        String[] names = {"find", "match", "gsub"};
        for (int i = 0; i < 20_000; i++) {
            String subject = text(new String[] {"a", "b", "ab", "(", ")", " ", "1", "\0", "_"}, 30);
            String pattern = text(PATTERN_PARTS, 10);
            attempt(function("string", names[i % 3]), subject, pattern, i % 3 == 2 ? text(PATTERN_PARTS, 4) : null);
        }
    }

    @Test
    void formats() {
        @Nullable
        Object[] values = {1.0, -0.0, 1e308, Double.NaN, Double.NEGATIVE_INFINITY, "12", "x", true, null, 255.0};
        for (int i = 0; i < 20_000; i++) {
            @Nullable Object[] arguments = new @Nullable Object[1 + random.nextInt(5)];
            arguments[0] = text(FORMAT_PARTS, 12);
            for (int j = 1; j < arguments.length; j++) {
                arguments[j] = values[random.nextInt(values.length)];
            }
            attempt(function("string", "format"), arguments);
        }
    }

    @Test
    void json() {
        LuaTable cjson = (LuaTable) StandardLibrary.modules().get("cjson");
        for (int i = 0; i < 20_000; i++) {
            attempt(Objects.requireNonNull(cjson).get("decode"), text(JSON_PARTS, 15));
        }
    }

    @Test
    void backtrackingStopsWithTheBudget() {
        String subject = "a".repeat(40);
        String pattern = "a?".repeat(40) + "b";
        house.state.beginBudget(Budget.open(Limits.NONE.withCpu(Duration.ofMillis(50))));
        long begun = System.nanoTime();
        try {
            Call.call(function("string", "match"), subject, pattern);
            fail("it cannot have ended by itself");
        } catch (BudgetExceeded stopped) {
            assertTrue(System.nanoTime() - begun < 2_000_000_000L);
        } finally {
            house.state.endBudget();
        }
    }
}
