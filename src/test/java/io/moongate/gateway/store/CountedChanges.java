package io.moongate.gateway.store;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the changes that are put in force. */
@Singleton
public class CountedChanges implements ChangeListener {
    private final AtomicInteger count = new AtomicInteger();

    public int count() {
        return count.get();
    }

    @Override
    public CompletionStage<@Nullable Void> changed() {
        count.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }
}
