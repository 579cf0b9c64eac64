package io.moongate.lua.fuzz;

import io.moongate.lua.Lua;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.lib.Grant;
import io.moongate.lua.lib.StandardLibrary;
import io.moongate.lua.op.Call;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.sandbox.Limits;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Our engine, running one program after the other in one state. */
final class Ours {
    private static final Limits LIMITS = Limits.NONE.withCpu(Duration.ofSeconds(20));

    private final Lua lua = new Lua(64);
    private final LuaState state = new LuaState();
    private final LuaFunction run;

    /** @param options how programs are compiled, as a change of the usual way */
    Ours(UnaryOperator<LuaOptions> options) throws IOException, LuaSyntaxException {
        String runner = Files.readString(LuaJit.RUNNER, StandardCharsets.ISO_8859_1);
        state.enter();
        ChunkLoader loader = (source, name, env) -> {
            try {
                return lua.compile(source, options.apply(LuaOptions.named(name)))
                        .instantiate(env);
            } catch (LuaSyntaxException e) {
                throw new LuaError(e.problem().sentence());
            }
        };
        new StandardLibrary(loader, Grant.NONE, line -> {}).install(state);
        run = (LuaFunction) Objects.requireNonNull(Values.first(
                Call.call(lua.compile(runner, LuaOptions.named("@runner.lua")).instantiate(state.globals()))));
    }

    String run(String program) {
        state.enter();
        state.beginBudget(Budget.open(LIMITS));
        try {
            @Nullable Object answer = Values.first(Call.call(run, program));
            return String.valueOf(answer);
        } catch (BudgetExceeded e) {
            return "does not end: " + e.text();
        } catch (LuaError e) {
            return "the runner failed: " + e.text();
        } catch (RuntimeException | Error e) {
            return "the engine failed: " + e;
        } finally {
            state.endBudget();
        }
    }
}
