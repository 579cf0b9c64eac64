package io.moongate.gateway.snapshot;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot in force, and how it is replaced: one thread builds, and requests to rebuild that come while it does so
 * are answered together by the next build. What cannot be built leaves the last good snapshot in force and is tried
 * again after a while, at longer and longer intervals.
 */
public final class Snapshots implements AutoCloseable {
    private static final long FIRST_RETRY_MILLIS = 1000;
    private static final long LAST_RETRY_MILLIS = 30_000;

    /**
     * How things stand.
     *
     * @param number of the snapshot in force; 0 before the first
     * @param problem why the last build came to nothing, or null
     */
    public record Status(long number, @Nullable String problem) {}

    private final EntitySource source;
    private final SnapshotBuilder builder;
    private final ErrorLog log;
    private final ScheduledThreadPoolExecutor thread;
    private final Object lock = new Object();
    private List<CompletableFuture<@Nullable Void>> waiting = new ArrayList<>();
    private boolean scheduled;
    private long retryMillis = FIRST_RETRY_MILLIS;
    /** The one try that is due; touched by the builder's thread alone. */
    private @Nullable ScheduledFuture<?> retry;

    private volatile Snapshot current;
    private volatile @Nullable String problem;

    /** @param first in force until something is built */
    public Snapshots(EntitySource source, SnapshotBuilder builder, ErrorLog log, Snapshot first) {
        this.source = source;
        this.builder = builder;
        this.log = log;
        this.current = first;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("snapshot-builder").daemon(true).factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The snapshot in force. */
    public Snapshot current() {
        return current;
    }

    /** How things stand, for the Admin API's status. */
    public Status status() {
        return new Status(current.number(), problem);
    }

    /**
     * Asks for a snapshot of what is stored now.
     *
     * @return done when such a snapshot is in force; failed if it could not be built, and the one before stays
     */
    public CompletionStage<@Nullable Void> rebuild() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        synchronized (lock) {
            waiting.add(done);
            if (!scheduled) {
                scheduled = true;
                thread.execute(this::build);
            }
        }
        return done;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void build() {
        List<CompletableFuture<@Nullable Void>> answered;
        synchronized (lock) {
            answered = waiting;
            waiting = new ArrayList<>();
            scheduled = false;
        }
        try {
            current = builder.build(source.read());
            problem = null;
            retryMillis = FIRST_RETRY_MILLIS;
            answered.forEach(done -> done.complete(null));
        } catch (Throwable e) {
            // Whatever it was, those who wait hear of it and the builder lives on.
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            problem = why;
            log.log(LogLevel.ERROR, "the configuration could not be put in force, the last good one stays: " + why);
            answered.forEach(done -> done.completeExceptionally(e));
            retry();
        }
    }

    private void retry() {
        if (!thread.isShutdown()) {
            if (retry != null) {
                retry.cancel(false);
            }
            retry = thread.schedule(this::retryUnlessAsked, retryMillis, TimeUnit.MILLISECONDS);
            retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
        }
    }

    private void retryUnlessAsked() {
        if (problem != null) {
            build();
        }
    }
}
