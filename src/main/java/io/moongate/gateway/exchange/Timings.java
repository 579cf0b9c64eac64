package io.moongate.gateway.exchange;

/** When the steps of a request happened: nanoseconds of {@link System#nanoTime}, 0 for not yet. */
public final class Timings {
    public long received;
    public long rewriteStart;
    public long accessStart;
    public long accessEnd;
    public long upstreamStart;
    public long upstreamConnected;
    public long upstreamHead;
    public long upstreamEnd;
    public long headerFilterStart;
    public long bodyFilterEnd;
    public long logStart;

    /** Whole milliseconds from one moment to another; 0 where either is unknown. */
    public static long millis(long from, long to) {
        return from == 0 || to == 0 ? 0 : (to - from) / 1_000_000;
    }
}
