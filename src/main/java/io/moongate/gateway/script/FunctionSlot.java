package io.moongate.gateway.script;

import io.moongate.lua.op.Call;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * One function on one worker, from its first run on. The chunk runs once; if it returns a function, that one runs at
 * once and on every later request, so that its upvalues live; otherwise the chunk itself runs each time.
 */
final class FunctionSlot {
    /** How far it has come. */
    private enum State {
        /** The chunk has not run, or what ran ended in an error: it gets another first run. */
        NEW,
        /** The first run ended early by an answer: from now on the chunk runs as it is, as in Kong. */
        LEFT_EARLY,
        READY
    }

    private final LuaFunction chunk;
    private State state = State.NEW;
    private LuaFunction ready;
    private boolean inChunk;

    FunctionSlot(LuaFunction chunk) {
        this.chunk = chunk;
        this.ready = chunk;
    }

    /** Runs it once. */
    void run() {
        switch (state) {
            case READY -> runReady();
            case LEFT_EARLY -> {
                state = State.READY;
                runReady();
            }
            case NEW -> firstRun();
        }
    }

    private void runReady() {
        inChunk = ready == chunk;
        Call.call(ready);
    }

    private void firstRun() {
        inChunk = true;
        @Nullable Object result;
        try {
            result = Values.first(Call.call(chunk));
        } catch (ExitSignal exit) {
            state = State.LEFT_EARLY;
            throw exit;
        }
        state = State.READY;
        if (result instanceof LuaFunction function) {
            ready = function;
            runReady();
        }
    }

    /** Whether the code that ran last was the chunk, which the sandbox runs protected and so marks its errors. */
    boolean failedInChunk() {
        return inChunk;
    }
}
