package io.moongate.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No string grows past its limit, however it is made. */
@Timeout(60)
final class StringLimitTest {
    private static final Limits LIMITS = Limits.NONE.withStringBytes(1 << 20);

    private final Script script = new Script();

    private @Nullable Object run(String source) {
        LuaFunction function = script.load(source);
        script.state.beginBudget(Budget.open(LIMITS));
        try {
            return Call.call(function);
        } finally {
            script.state.endBudget();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ('x'):rep(2e6)",
                "return ('x'):rep(1e6, 'yy')",
                "local s = 'x' while true do s = s .. s end",
                "local s, t = ('x'):rep(6e5), 'y' return s .. t .. s",
                "local s = ('x'):rep(6e5) return ('%s%s'):format(s, s)",
                "local s = ('x'):rep(6e5) return ('%s%q'):format(s, s)",
                "local s = ('x'):rep(6e5) return table.concat({s, s})",
                "local s = ('x'):rep(1e5) return (s:gsub('x', ('y'):rep(20)))",
                "local s = ('x'):rep(1e5) return (s:gsub('x', '%0%0%0%0%0%0%0%0%0%0%0%0'))",
                "local s = ('x'):rep(1e6) return (s:gsub('.*', ('%0'):rep(1e6)))",
                "local s = ('x'):rep(1e5) return (s:gsub('x', function() return 'yyyyyyyyyyyyyyyy' end))",
                "local b = require('string.buffer').new() while true do b:put(('x'):rep(1000)) end",
                "local s = ('x'):rep(6e5) return require('string.buffer').new():putf('%s', s):put(s)",
                "while true do pcall(function() return ('x'):rep(2e6) end) end",
                "local b = {} for i = 1, 1e6 do b[i] = 'x' end return load(function() return ('x'):rep(1e5) end)",
            })
    void endsWhatGrowsTooLong(String source) {
        BudgetExceeded exceeded = assertThrows(BudgetExceeded.class, () -> run(source));
        assertTrue(exceeded.text().startsWith("t:1: string size limit of 1024 KB exceeded"), exceeded.text());
        assertEquals("2", script.run("return 1 + 1"));
    }

    @Test
    void shorterOnesAreMade() {
        assertEquals(1048576.0, run("return #(('x'):rep(2^19) .. ('y'):rep(2^19))"));
    }
}
