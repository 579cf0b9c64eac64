package io.moongate.gateway.store;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts changes in force: tells all who listen, and waits for them. */
public final class Changes {
    private static final int LONGEST_WAIT_SECONDS = 5;

    private final Iterable<? extends ChangeListener> listeners;
    private final ErrorLog log;

    /**
     * @param listeners looked at with each change, since a listener may itself need the store to come to be
     */
    public Changes(Iterable<? extends ChangeListener> listeners, ErrorLog log) {
        this.listeners = listeners;
        this.log = log;
    }

    /** Returns when what is stored is in force, or when waiting longer makes no sense. */
    public void apply() {
        for (ChangeListener listener : listeners) {
            try {
                listener.changed().toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                log.log(LogLevel.ERROR, "a change could not be put in force: " + e.getCause());
            } catch (TimeoutException e) {
                log.log(LogLevel.WARN, "a change is not in force after " + LONGEST_WAIT_SECONDS + " s; it will be");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
