package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.observe.FinishedSpan;
import io.moongate.gateway.script.Probe;
import io.moongate.gateway.script.Tracing;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code kong.tracing} and {@code kong.telemetry}. */
class TracingPdkTest extends Probe {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final BlockingQueue<FinishedSpan> sent = new LinkedBlockingQueue<>();

    private void trace(double rate, String... what) {
        gateway.script.trace(new Tracing(Set.of(what), rate, sent::add));
    }

    private FinishedSpan next() throws InterruptedException {
        return Objects.requireNonNull(sent.poll(10, TimeUnit.SECONDS), "no span came");
    }

    @Test
    void whileItIsOffNothingIsRecorded() throws InterruptedException {
        expect(
                "table|0|false|0|nil",
                "type(kong.tracing.start_span('x')), select('#', kong.tracing.active_span()),"
                        + " kong.tracing.start_span('x').is_recording, select('#', kong.tracing.process_span(print)),"
                        + " (function() local s = kong.tracing.start_span('x') s.y = 1 s:set_attribute('a', {}) s:finish('x')"
                        + " return s.y end)()");
        expect(
                "nil|Telemetry logging is disabled: log entry will not be recorded|nil|plugin_name must be a string",
                "(function() local a, b = kong.telemetry.log('p', {}, 't', 'm', {}) local c, d = kong.telemetry.log(5)"
                        + " return a, b, c, d end)()");
        assertNull(sent.poll());
    }

    @Test
    void aRequestIsASpanWithThoseOfFunctionsInIt() throws InterruptedException {
        trace(1, "all");
        Exchange exchange = request()
                .target("/a?b=1")
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .exchange();
        exchange.response.status = 503;
        run(
                exchange,
                Phase.ACCESS,
                "local span = kong.tracing.start_span('mine', { span_kind = 3, attributes = { a = 'b' } })"
                        + " span:set_attribute('n', 5) span:set_attribute('flag', true) span:add_event('e', { x = 1 })"
                        + " span:record_error('boom') span:set_status(2) span:finish()");
        FinishedSpan root = next();
        FinishedSpan mine = next();
        assertEquals(TRACE, root.traceId());
        assertEquals(PARENT, root.parentId());
        assertEquals("kong", root.name());
        assertEquals(2, root.kind());
        assertEquals(2, root.status());
        assertEquals(503.0, root.attributes().get("http.status_code"));
        assertEquals("http://example.test/a?b=1", root.attributes().get("http.url"));
        assertEquals(TRACE, mine.traceId());
        assertEquals(root.spanId(), mine.parentId());
        assertEquals(3, mine.kind());
        assertEquals(Map.of("a", "b", "n", 5.0, "flag", true), mine.attributes());
        assertEquals("e", mine.events().getFirst().name());
        assertEquals("boom", mine.events().getLast().attributes().get("exception.message"));
        assertTrue(mine.end() >= mine.start());
        assertEquals("00-" + TRACE + "-" + root.spanId() + "-01", exchange.request.headers.get("traceparent"));
    }

    @Test
    void whoSendsTheRequestDecidesWhetherItIsTraced() {
        trace(1, "request");
        Exchange exchange = request()
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-00")
                .exchange();
        assertEquals(
                "false|false",
                show(exchange, "kong.tracing.active_span().is_recording, kong.tracing.start_span('x').is_recording"));
        assertEquals("00-" + TRACE + "-" + PARENT + "-00", exchange.request.headers.get("traceparent"));
        assertNull(sent.poll());
    }

    @Test
    void theRateDecidesOtherwise() {
        trace(0, "request");
        expect("false", "kong.tracing.active_span().is_recording");
        assertNull(sent.poll());
        assertTrue(new Sampling(0.1).takes("\0\0\0\0\0\0\0\0"));
        assertTrue(new Sampling(0.1).takes("\u00ff\0\0\0\0\0\0\0")); // the last of the eight bytes weighs most
        assertTrue(!new Sampling(0.9).takes("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
    }

    @Test
    void theActiveSpanIsTheParent() {
        trace(1, "request");
        expect(
                "true|true|kong|true",
                "(function() local outer = kong.tracing.start_span('outer') kong.tracing.set_active_span(outer)"
                        + " local inner = kong.tracing.start_span('inner') local first = inner.parent_id == outer.span_id"
                        + " local active = kong.tracing.active_span() == outer outer:finish()"
                        + " return first, active, kong.tracing.active_span().name,"
                        + " kong.tracing.get_root_span() == kong.tracing.active_span() end)()");
    }

    @Test
    void spansAreProcessedAtTheEnd() {
        trace(1, "request");
        Exchange exchange = request().exchange();
        run(exchange, Phase.ACCESS, "kong.tracing.start_span('a'):finish()");
        assertEquals(
                "a",
                show(
                        exchange,
                        Phase.LOG,
                        "(function() local names = {} kong.tracing.process_span(function(s) names[#names + 1] = s.name end)"
                                + " return names[2] end)()"));
        expect(
                "function cannot be called in access phase (only in: log)",
                "try(kong.tracing.process_span, function() end)");
    }

    @Test
    void tracersOfFunctionsStayTheirOwn() {
        Exchange exchange = request().exchange();
        run(exchange, Phase.ACCESS, "kong.tracing.new('own').start_span('x'):finish()");
        assertEquals(
                "x|own|true",
                show(
                        exchange,
                        Phase.LOG,
                        "(function() local seen kong.tracing('own').process_span(function(s) seen = s end)"
                                + " return seen.name, kong.tracing.new('own').name, seen.end_time_ns >= seen.start_time_ns end)()"));
    }

    @Test
    void argumentsAreChecked() {
        trace(1, "request");
        expect(
                "invalid span name|invalid span name|invalid options type|invalid start time|invalid start kind|invalid sampled"
                        + "|invalid attributes",
                "try(kong.tracing.start_span), try(kong.tracing.start_span, ''), try(kong.tracing.start_span, 'x', 5),"
                        + " try(kong.tracing.start_span, 'x', { start_time_ns = 'x' }),"
                        + " try(kong.tracing.start_span, 'x', { span_kind = 'x' }),"
                        + " try(kong.tracing.start_span, 'x', { should_sample = 1 }),"
                        + " try(kong.tracing.start_span, 'x', { attributes = 1 })");
        expect(
                "invalid span end time|invalid span duration|invalid key|invalid name|invalid attribute|invalid status",
                "(function() local s = kong.tracing.start_span('x') return try(s.finish, s, 'x'), try(s.finish, s, 1),"
                        + " try(s.set_attribute, s, 5, 5), try(s.add_event, s), try(s.add_event, s, 'x', 5),"
                        + " try(s.set_status, s, 'x') end)()");
    }
}
