package io.moongate.lua.load;

import io.moongate.lua.emit.Choices;
import io.moongate.lua.emit.ChunkEmitter;
import io.moongate.lua.emit.Unit;
import io.moongate.lua.front.ChunkName;
import io.moongate.lua.front.Front;
import io.moongate.lua.front.SyntaxError;
import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.NumericLocals;
import io.moongate.lua.tree.Weight;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaState;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pipeline: source, tree, bytecode, classes. Deep sources get a stack of their own. */
public final class ChunkCompiler {
    private static final long DEEP_STACK = 512L << 20;
    /** Without optimisation much is cut, so that programs show whether cutting changes anything. */
    private static final int UNOPTIMISED_LIMIT = 8;

    private ChunkCompiler() {}

    /**
     * Compiles.
     *
     * @throws SyntaxError if the source is wrong
     */
    public static CompiledChunk compile(String source, String chunkName, Choices choices) {
        return withRoom(() -> compileHere(source, chunkName, choices));
    }

    /** Only looks whether the source is right. */
    public static void check(String source) {
        withRoom(() -> Front.parse(source));
    }

    private static CompiledChunk compileHere(String source, String chunkName, Choices choices) {
        Func main = Front.parse(source, choices.optimises() ? Weight.USUAL_LIMIT : UNOPTIMISED_LIMIT);
        if (choices.optimises()) {
            NumericLocals.mark(main);
        }
        Unit unit;
        try {
            unit = ChunkEmitter.emit(main, ClassDefiner.PACKAGE, chunkName, ChunkName.display(chunkName), choices);
        } catch (ChunkEmitter.TooLarge e) {
            throw new SyntaxError(e.line(), 0, String.valueOf(e.getMessage()));
        }
        Dump.write(main, unit);
        LuaState.checkBudget();
        return new CompiledChunk(ClassDefiner.define(unit), unit);
    }

    private static <T> T withRoom(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError tooDeep) {
            return onDeepStack(work);
        } catch (OutOfMemoryError tooLarge) {
            throw tooLarge();
        }
    }

    /** What was made of the source so far is garbage by now, so there is room to say so. */
    private static SyntaxError tooLarge() {
        return new SyntaxError(1, 0, "chunk is too large: not enough memory to compile it");
    }

    private static <T> T onDeepStack(Supplier<T> work) {
        Outcome<T> outcome = new Outcome<>();
        LuaState state = LuaState.currentOrNull();
        Runnable run = () -> outcome.run(work);
        Thread thread = new Thread(null, state == null ? run : () -> state.lend(run), "lua-deep-compiler", DEEP_STACK);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (state != null) {
            state.takeBack();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome.get();
    }

    private static final class Outcome<T> {
        private @Nullable Optional<T> value;
        private @Nullable Throwable failure;

        void run(Supplier<T> work) {
            try {
                value = Optional.of(work.get());
            } catch (StackOverflowError e) {
                failure = new SyntaxError(1, 0, "chunk has too many syntax levels");
            } catch (OutOfMemoryError e) {
                failure = tooLarge();
            } catch (RuntimeException | HostSignal e) {
                failure = e;
            }
        }

        T get() {
            switch (failure) {
                case null -> {}
                case RuntimeException exception -> throw exception;
                case Error error -> {
                    // A spent budget is better told here, where it is known which Lua function wanted this.
                    LuaState.checkBudget();
                    throw error;
                }
                default -> throw new IllegalStateException(failure);
            }
            if (value == null) {
                throw new IllegalStateException("the compiler ended without a result");
            }
            return value.get();
        }
    }
}
