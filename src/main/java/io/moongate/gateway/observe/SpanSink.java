package io.moongate.gateway.observe;

/** Takes spans that are over. Never waits; what it cannot take is lost. */
@FunctionalInterface
public interface SpanSink {
    /** Takes nothing. */
    SpanSink NONE = span -> {};

    void take(FinishedSpan span);
}
