package io.moongate.gateway.script.require;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.ngx.Context;
import io.moongate.lua.Fiber;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Work that takes long: another thread does it, one piece after the other, while the event loop serves other requests. */
public final class Aside {
    private static final ExecutorService ONE = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lua-aside").daemon(true).factory());

    private Aside() {}

    /** Work that may not be possible. */
    @FunctionalInterface
    public interface Work<T> {
        T call() throws GeneralSecurityException;
    }

    /** What came of the work; where functions may not wait, the calling thread does it. */
    public static <T> T call(LuaWorker worker, Work<T> work) throws GeneralSecurityException {
        if (Fiber.current() == null || !Context.mayWait(worker)) {
            return work.call();
        }
        CompletableFuture<T> done = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (GeneralSecurityException e) {
                        throw new CompletionException(e);
                    }
                },
                ONE);
        try {
            return worker.await(done);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof GeneralSecurityException reason) {
                throw reason;
            }
            throw failure;
        }
    }
}
