package io.moongate.gateway.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span that is over in the form in which OpenTelemetry's exporters take it. */
final class ExportedSpan implements ReadableSpan, SpanData {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("kong-internal");

    private final FinishedSpan span;
    private final Resource resource;
    private final Attributes attributes;

    ExportedSpan(FinishedSpan span, Resource resource) {
        this.span = span;
        this.resource = resource;
        this.attributes = attributes(span.attributes());
    }

    private static Attributes attributes(Map<String, Object> given) {
        AttributesBuilder builder = Attributes.builder();
        given.forEach((name, value) -> {
            switch (value) {
                case Boolean flag -> builder.put(AttributeKey.booleanKey(name), flag);
                case Double number
                when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
                    builder.put(AttributeKey.longKey(name), Long.valueOf(number.longValue()));
                case Double number -> builder.put(AttributeKey.doubleKey(name), number);
                default -> builder.put(AttributeKey.stringKey(name), value.toString());
            }
        });
        return builder.build();
    }

    @Override
    public SpanData toSpanData() {
        return this;
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return at(SpanKind.values(), span.kind() - 1);
    }

    /** The names of OpenTelemetry stand in the order of its numbers; the first is for what has none. */
    private static <T> T at(T[] names, int number) {
        return names[number >= 0 && number < names.length ? number : 0];
    }

    @Override
    public SpanContext getSpanContext() {
        return context(span.spanId());
    }

    @Override
    public SpanContext getParentSpanContext() {
        return span.parentId() == null ? SpanContext.getInvalid() : context(span.parentId());
    }

    private SpanContext context(String id) {
        return SpanContext.create(span.traceId(), id, TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public StatusData getStatus() {
        return StatusData.create(at(StatusCode.values(), span.status()), "");
    }

    @Override
    public long getStartEpochNanos() {
        return span.start();
    }

    @Override
    public long getEndEpochNanos() {
        return span.end();
    }

    @Override
    public long getLatencyNanos() {
        return span.end() - span.start();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public <T> @Nullable T getAttribute(AttributeKey<T> key) {
        return attributes.get(key);
    }

    @Override
    public List<EventData> getEvents() {
        return span.events().stream()
                .map(event -> EventData.create(event.time(), event.name(), attributes(event.attributes())))
                .toList();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return span.events().size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // the interface asks for it still
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
