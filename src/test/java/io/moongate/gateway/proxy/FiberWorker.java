package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Worker;
import io.moongate.lua.Fiber;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A worker without Lua, for tests. */
record FiberWorker(int index, Executor executor) implements Worker {
    @Override
    public void start(@Nullable Exchange exchange, Runnable walk) {
        Fiber.start(executor, walk);
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        try {
            return Fiber.<T>await(stage);
        } catch (RuntimeException asItIs) {
            throw asItIs;
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
