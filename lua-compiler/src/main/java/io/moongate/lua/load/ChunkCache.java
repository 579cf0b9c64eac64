package io.moongate.lua.load;

import io.moongate.lua.emit.Choices;
import io.moongate.lua.value.HostSignal;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Compiled chunks by the digest of their content: the same text under the same name is compiled once, however many ask
 * at once, for as long as somebody holds the chunk. The cache itself holds none: a chunk that nobody holds goes, and
 * its classes with it once the last closure is gone. The least recently used are forgotten when it is full.
 */
public final class ChunkCache {
    /** A chunk that is being compiled, or one that was: then the future is gone and the chunk held weakly. */
    private record Kept(
            @Nullable CompletableFuture<CompiledChunk> coming, WeakReference<@Nullable CompiledChunk> compiled) {
        static Kept coming(CompletableFuture<CompiledChunk> chunk) {
            return new Kept(chunk, new WeakReference<>(null));
        }

        static Kept compiled(CompiledChunk chunk) {
            return new Kept(null, new WeakReference<>(chunk));
        }
    }

    private final Map<String, Kept> chunks;

    public ChunkCache(int capacity) {
        this.chunks = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The chunk, compiled now if it is not there. What does not compile is not kept. */
    public CompiledChunk get(String source, String chunkName, boolean countsSteps, boolean optimises) {
        Choices choices = new Choices(countsSteps, optimises);
        String key = digest(source, chunkName, choices);
        CompletableFuture<CompiledChunk> mine = new CompletableFuture<>();
        CompletableFuture<CompiledChunk> other = null;
        synchronized (chunks) {
            Kept entry = chunks.get(key);
            if (entry != null) {
                CompiledChunk compiled = entry.compiled.get();
                if (compiled != null) {
                    return compiled;
                }
                other = entry.coming;
            }
            if (other == null) {
                chunks.put(key, Kept.coming(mine));
            }
        }
        if (other == null) {
            return compile(key, source, chunkName, choices, mine);
        }
        try {
            return wait(other);
        } catch (HostSignal notOurs) {
            // The other one's budget was spent.
            return get(source, chunkName, countsSteps, optimises);
        }
    }

    private CompiledChunk compile(
            String key, String source, String chunkName, Choices choices, CompletableFuture<CompiledChunk> mine) {
        try {
            CompiledChunk chunk = ChunkCompiler.compile(source, chunkName, choices);
            synchronized (chunks) {
                chunks.put(key, Kept.compiled(chunk));
            }
            mine.complete(chunk);
            return chunk;
        } catch (RuntimeException | Error e) {
            synchronized (chunks) {
                chunks.remove(key);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static CompiledChunk wait(CompletableFuture<CompiledChunk> chunk) {
        try {
            return chunk.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /** How many chunks are remembered, gone ones among them. */
    public int size() {
        synchronized (chunks) {
            return chunks.size();
        }
    }

    /** Forgets everything. */
    public void clear() {
        synchronized (chunks) {
            chunks.clear();
        }
    }

    private static String digest(String source, String chunkName, Choices choices) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(chunkName.getBytes(StandardCharsets.ISO_8859_1));
            digest.update((byte) ((choices.countsSteps() ? 1 : 0)
                    + (choices.optimises() ? 2 : 0)
                    + (choices.checksBudget() ? 4 : 0)));
            digest.update(source.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
