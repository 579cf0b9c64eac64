package io.moongate.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Spans on their way to a collector. */
class OtlpSpansTest {
    private static final FinishedSpan SPAN = new FinishedSpan(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            null,
            "kong",
            2,
            1_000_000_000L,
            1_500_000_000L,
            Map.of("http.method", "GET", "http.status_code", 200.0, "ratio", 0.5, "flag", true),
            List.of(new FinishedSpan.Event("exception", 1_200_000_000L, Map.of("exception.message", "boom"))),
            2);

    @Test
    void spansAreOpenTelemetrys() {
        List<SpanData> seen = new ArrayList<>();
        SpanExporter exporter = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                seen.addAll(spans);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (OtlpSpans spans = new OtlpSpans(exporter, "node")) {
            spans.take(SPAN);
            spans.flush().join(10, TimeUnit.SECONDS);
        }
        SpanData span = seen.getFirst();
        assertEquals("kong", span.getName());
        assertEquals(SpanKind.SERVER, span.getKind());
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("b7ad6b7169203331", span.getSpanId());
        assertTrue(span.getAttributes().asMap().toString().contains("http.status_code=200"));
        assertEquals("exception", span.getEvents().getFirst().getName());
        assertEquals(500_000_000L, span.getEndEpochNanos() - span.getStartEpochNanos());
    }

    @Test
    void aCollectorGetsThem() throws Exception {
        BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", call -> {
            bodies.add(call.getRequestBody().readAllBytes());
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        collector.start();
        try (OtlpSpans spans =
                OtlpSpans.to("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces", "node-1")) {
            spans.take(SPAN);
            spans.flush().join(10, TimeUnit.SECONDS);
            String body =
                    new String(Objects.requireNonNull(bodies.poll(10, TimeUnit.SECONDS)), StandardCharsets.ISO_8859_1);
            assertTrue(body.contains("kong"), body);
            assertTrue(body.contains("http.method"), body);
            assertTrue(body.contains("node-1"), body);
        } finally {
            collector.stop(0);
        }
    }
}
