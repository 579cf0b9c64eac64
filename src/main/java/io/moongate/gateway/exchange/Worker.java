package io.moongate.gateway.exchange;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and what belongs to it alone: its connections, its upstream pool, its Lua world. Everything of an
 * {@link Exchange} happens on its worker, so none of it is locked.
 */
public interface Worker {

    /** The number of this worker, from 0. */
    int index();

    /** Runs tasks on this worker's event loop. */
    Executor executor();

    /**
     * Starts the walk of a request as straight-line code that may {@link #await wait}; returns when the walk ends or
     * first waits. Called on this worker's event loop.
     *
     * @param exchange the request that the code is about; null for work that belongs to none (a timer)
     */
    void start(@Nullable Exchange exchange, Runnable walk);

    /**
     * Waits inside a walk until the stage is complete, while the event loop serves other requests.
     *
     * @return the value of the stage
     * @throws java.util.concurrent.CompletionException with the cause if the stage failed
     */
    <T extends @Nullable Object> T await(CompletionStage<T> stage);

    /** The client of a request went away: what plugins wait for ends. Called on this worker's event loop. */
    default void abandon(Exchange gone) {}

    /** The process ends: what still waits for its time is told so. Called on this worker's event loop. */
    default void end() {}
}
