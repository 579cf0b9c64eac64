package io.moongate.lua;

import io.moongate.lua.front.ChunkName;
import io.moongate.lua.front.SyntaxError;
import io.moongate.lua.load.ChunkCache;
import io.moongate.lua.load.ChunkCompiler;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import java.util.Optional;

/**
 * The compiler's door, and the map of what is behind it. Source goes through {@code front} (tokens, LuaJ's parser) to
 * a {@code tree} with every name bound, through {@code emit} to bytecode, through {@code load} to hidden classes whose
 * instances are closures. Those run on {@code value} and {@code op}, watched by {@code sandbox}, and wait by
 * {@link Fiber}. Thread-safe; identical chunks are compiled once.
 */
public final class Lua implements ChunkLoader {
    /**
     * The stack a thread that runs Lua should have: so much that recursion ends where LuaJIT's would. With less it
     * ends earlier, and slower.
     */
    public static final long STACK_BYTES = 16L << 20;

    private static final int CAPACITY = 4096;

    private final ChunkCache cache;

    public Lua() {
        this(CAPACITY);
    }

    /** A compiler that keeps so many chunks. */
    public Lua(int capacity) {
        this.cache = new ChunkCache(capacity);
    }

    /**
     * Compiles, or answers what was compiled before.
     *
     * @param source bytes as chars, each 0 to 255
     */
    public LuaChunk compile(String source, LuaOptions options) throws LuaSyntaxException {
        try {
            return new LuaChunk(cache.get(source, options.chunkName(), options.countsSteps(), options.optimises()));
        } catch (SyntaxError e) {
            throw new LuaSyntaxException(problem(e, options.chunkName()));
        }
    }

    /** What is wrong with a source, without compiling it. */
    public Optional<Problem> check(String source, LuaOptions options) {
        try {
            ChunkCompiler.check(source);
            return Optional.empty();
        } catch (SyntaxError e) {
            return Optional.of(problem(e, options.chunkName()));
        }
    }

    private static Problem problem(SyntaxError error, String chunkName) {
        String sentence = error.line() == 0
                ? error.sentence()
                : ChunkName.display(chunkName) + ":" + error.line() + ": " + error.sentence();
        return new Problem(error.line(), error.column(), sentence);
    }

    @Override
    public LuaFunction load(String source, String chunkName, LuaTable env) {
        try {
            return compile(source, LuaOptions.named(chunkName)).instantiate(env);
        } catch (LuaSyntaxException e) {
            throw LuaError.silent(e.problem().sentence());
        }
    }
}
