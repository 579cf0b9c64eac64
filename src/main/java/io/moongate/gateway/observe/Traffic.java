package io.moongate.gateway.observe;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts of clients' connections and requests, as {@code /status} shows them. The proxy counts, others read. */
@Singleton
public class Traffic {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder finished = new LongAdder();

    /** A client connected. */
    public void connected() {
        accepted.increment();
    }

    /** A client's connection ended. */
    public void disconnected() {
        closed.increment();
    }

    /** A request began. */
    public void began() {
        requests.increment();
    }

    /** A request is over, whatever became of it. */
    public void ended() {
        finished.increment();
    }

    public long accepted() {
        return accepted.sum();
    }

    public long active() {
        return Math.max(0, accepted.sum() - closed.sum());
    }

    public long requests() {
        return requests.sum();
    }

    /** Requests that are being answered now. */
    public long running() {
        return Math.max(0, requests.sum() - finished.sum());
    }
}
