package io.moongate.gateway.script;

import io.moongate.gateway.config.TracingSettings;
import io.moongate.gateway.observe.SpanSink;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is traced, and where spans go.
 *
 * @param instrumentations what has spans of its own, or {@code all}; none where tracing is off
 * @param rate the share of requests that are traced, where their sender does not decide it
 */
public record Tracing(Set<String> instrumentations, double rate, SpanSink sink) {
    /** As it is unless the settings say otherwise. */
    public static final Tracing OFF = new Tracing(Set.of(), 0, SpanSink.NONE);

    /** As the settings say. */
    public static Tracing of(TracingSettings settings, SpanSink sink) {
        Set<String> wanted = settings.tracingInstrumentations().stream()
                .filter(word -> !word.equals("off"))
                .collect(Collectors.toUnmodifiableSet());
        return wanted.isEmpty() ? OFF : new Tracing(wanted, settings.tracingSamplingRate(), sink);
    }

    public boolean on() {
        return this != OFF;
    }

    /** Whether something has spans of its own. */
    public boolean covers(String what) {
        return instrumentations.contains(what) || instrumentations.contains("all");
    }
}
