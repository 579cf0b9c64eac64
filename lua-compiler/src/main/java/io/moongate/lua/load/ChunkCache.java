package io.moongate.lua.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Compiled chunks by the digest of their content: the same text under the same name is compiled once, however many ask
 * at once. The least recently used go when it is full; their classes go with the last closure.
 */
public final class ChunkCache {
    private final Map<String, CompletableFuture<CompiledChunk>> chunks;

    public ChunkCache(int capacity) {
        this.chunks = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<CompiledChunk>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The chunk, compiled now if it is not there. What does not compile is not kept. */
    public CompiledChunk get(String source, String chunkName, boolean countsSteps) {
        String key = digest(source, chunkName, countsSteps);
        CompletableFuture<CompiledChunk> mine = new CompletableFuture<>();
        CompletableFuture<CompiledChunk> known;
        synchronized (chunks) {
            known = chunks.putIfAbsent(key, mine);
        }
        if (known != null) {
            return wait(known);
        }
        try {
            CompiledChunk chunk = ChunkCompiler.compile(source, chunkName, countsSteps);
            mine.complete(chunk);
            return chunk;
        } catch (RuntimeException | Error e) {
            synchronized (chunks) {
                chunks.remove(key, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static CompiledChunk wait(CompletableFuture<CompiledChunk> chunk) {
        try {
            return chunk.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** How many chunks are kept. */
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

    private static String digest(String source, String chunkName, boolean countsSteps) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(chunkName.getBytes(StandardCharsets.ISO_8859_1));
            digest.update((byte) (countsSteps ? 1 : 0));
            digest.update(source.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
