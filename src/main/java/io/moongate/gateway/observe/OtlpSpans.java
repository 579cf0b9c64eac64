package io.moongate.gateway.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.TimeUnit;

/** Sends spans to a collector by OTLP over HTTP, many at once and from a thread of its own. */
public final class OtlpSpans implements SpanSink, AutoCloseable {
    private static final long LAST_SECONDS = 3;

    private final BatchSpanProcessor processor;
    private final Resource resource;

    /**
     * To any exporter.
     *
     * @param node the id of this node
     */
    public OtlpSpans(SpanExporter exporter, String node) {
        this.processor = BatchSpanProcessor.builder(exporter).build();
        this.resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "kong",
                        AttributeKey.stringKey("service.instance.id"),
                        node)));
    }

    /** To the collector at an address, such as {@code http://localhost:4318/v1/traces}. */
    public static OtlpSpans to(String endpoint, String node) {
        return new OtlpSpans(
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build(), node);
    }

    @Override
    public void take(FinishedSpan span) {
        processor.onEnd(new ExportedSpan(span, resource));
    }

    /** Sends what is left. */
    public CompletableResultCode flush() {
        return processor.forceFlush();
    }

    @Override
    public void close() {
        processor.shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
    }
}
