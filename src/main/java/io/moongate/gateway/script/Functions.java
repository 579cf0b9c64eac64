package io.moongate.gateway.script;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.plugin.PluginInstance;
import io.moongate.lua.LuaChunk;
import io.moongate.lua.sandbox.Budget;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of one configured plugin: compiled once, and brought to life by each worker when it first runs them. */
public final class Functions implements PluginInstance {
    private static final List<Phase> PHASES =
            List.of(Phase.CERTIFICATE, Phase.REWRITE, Phase.ACCESS, Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG);

    private final Script script;
    private final String plugin;
    private final String id;
    private final Map<Phase, PhaseHandler> handlers = new EnumMap<>(Phase.class);

    private Functions(Script script, String plugin, String id) {
        this.script = script;
        this.plugin = plugin;
        this.id = id;
    }

    /** Compiles the functions of a plugin's configuration. */
    public static Functions prepare(Script script, PluginConfig config) {
        Functions functions = new Functions(script, config.name(), config.id().toString());
        for (Phase phase : PHASES) {
            if (config.config().get(phase.text()) instanceof List<?> sources && !sources.isEmpty()) {
                LuaChunk[] chunks = sources.stream()
                        .map(source -> script.compile(String.valueOf(source)))
                        .toArray(LuaChunk[]::new);
                functions.handlers.put(phase, functions.new OfPhase(phase, chunks));
            }
        }
        return functions;
    }

    /** The plugin's name. */
    public String plugin() {
        return plugin;
    }

    /** The id of its configuration. */
    public String id() {
        return id;
    }

    @Override
    public @Nullable PhaseHandler handler(Phase phase) {
        return handlers.get(phase);
    }

    /** The functions for one phase. */
    private final class OfPhase implements PhaseHandler {
        private final Phase phase;
        private final LuaChunk[] chunks;
        /** By worker; each touches its own place only. */
        private final FunctionSlot[] @Nullable [] living;

        OfPhase(Phase phase, LuaChunk[] chunks) {
            this.phase = phase;
            this.chunks = chunks;
            this.living = new FunctionSlot[script.facts().workers()][];
        }

        private FunctionSlot[] slots(LuaWorker worker) {
            FunctionSlot[] mine = living[worker.index()];
            if (mine == null) {
                mine = new FunctionSlot[chunks.length];
                for (int i = 0; i < mine.length; i++) {
                    mine[i] = new FunctionSlot(
                            chunks[i].instantiate(worker.sandbox().environment()));
                }
                living[worker.index()] = mine;
            }
            return mine;
        }

        @Override
        public Outcome run(Exchange exchange) {
            LuaWorker worker = (LuaWorker) exchange.worker;
            LuaWorker.Seat before = worker.enter(exchange, Functions.this);
            Budget outer = worker.state().budget();
            boolean outermost = before.running() == null;
            worker.state().beginBudget(Budget.open(script.limits().call()));
            try {
                return run(worker, exchange, outermost);
            } finally {
                if (outermost) {
                    worker.endThreads();
                }
                worker.state().endBudget();
                if (outer != null) {
                    worker.state().beginBudget(outer);
                }
                worker.leave(before);
            }
        }

        private Outcome run(LuaWorker worker, Exchange exchange, boolean outermost) {
            int at = 0;
            FunctionSlot[] slots = {};
            try {
                script.refuseWhereOff();
                slots = slots(worker);
                for (; at < slots.length; at++) {
                    slots[at].run();
                }
                if (outermost) {
                    worker.join();
                }
                return Answers.settle(worker, exchange, Outcome.Continue.NEXT);
            } catch (ExitSignal exit) {
                return Answers.settle(worker, exchange, exit.outcome());
            } catch (LuaError | StackOverflowError | OutOfMemoryError thrown) {
                LuaError error = LuaError.of(thrown);
                return failed(worker, exchange, slots, at).report(error.value(), error.traceback());
            } catch (BudgetExceeded exceeded) {
                return failed(worker, exchange, slots, at).report(exceeded.text(), exceeded.traceback());
            } catch (RuntimeException fault) {
                return failed(worker, exchange, slots, at).report(fault.toString(), "");
            }
        }

        private Failure failed(LuaWorker worker, Exchange exchange, FunctionSlot[] slots, int at) {
            boolean chunkFailed = at < slots.length && slots[at].failedInChunk();
            return new Failure(worker, exchange, Functions.this, phase, at, chunks.length, chunkFailed);
        }
    }
}
