package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ErrorPages;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.ResponseSink;
import io.moongate.gateway.exchange.Timings;
import io.moongate.gateway.plugin.PluginPlan;
import io.moongate.gateway.proxy.ResponseHead.Framing;
import io.moongate.gateway.proxy.wire.HeadBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answer on its way to the client: through header_filter and body_filter onto the connection, whoever gives it: the
 * upstream, a function, or the gateway itself. The head waits for the first piece of the body, so that both go out
 * together and a function that fails, or changes the length, is known before.
 */
final class Answer implements ResponseSink {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SERVER = "kong/3.9.3";
    private static final String VIA = "1.1 " + SERVER;

    private enum State {
        OPEN,
        HEAD_READY,
        HEAD_SENT,
        ENDED,
        BROKEN
    }

    private final ProxyWorker worker;
    private final ClientConnection client;
    private @Nullable Exchange attached;
    private State state = State.OPEN;
    private Framing framing = Framing.NONE;
    private boolean lengthFirst;
    private boolean resized;
    private long declared;

    Answer(ProxyWorker worker, ClientConnection client) {
        this.worker = worker;
        this.client = client;
    }

    void attach(Exchange exchange) {
        attached = exchange;
    }

    /** Whether the answer is complete, or never will be. */
    boolean over() {
        return state == State.ENDED || state == State.BROKEN;
    }

    /** Whether the head went through header_filter already, so that another answer is out of the question. */
    boolean begun() {
        return state != State.OPEN;
    }

    /** Whether nothing can be changed any more. */
    boolean headSent() {
        return state.compareTo(State.HEAD_SENT) >= 0;
    }

    /** Gives an answer that a plugin laid out: its status and headers stand in the response. */
    void give(@Nullable Buffer body) {
        Exchange exchange = exchange();
        ClientResponse response = exchange.response;
        if (!response.headers.contains("Content-Length") && !(body == null && response.status == 204)) {
            response.headers.add("Content-Length", Integer.toString(body == null ? 0 : body.length()));
        }
        whole(body, true);
    }

    /** Gives the answer that the gateway gives by itself ({@code kong.response.error}). */
    void giveError(int status, String message) {
        Exchange exchange = exchange();
        ErrorPages.Page page = ErrorPages.byGateway(exchange, message);
        exchange.response.status = status;
        exchange.response.headers.set("Content-Type", page.contentType());
        exchange.response.headers.remove("Content-Length");
        give(latin(page.body()));
    }

    /** Gives the page of a status that the server decided: Kong's, nginx's, or none. */
    void givePage(int status) {
        Exchange exchange = exchange();
        ClientResponse response = exchange.response;
        response.status = status == 494 ? 400 : status;
        response.reason = null;
        response.headers.remove("Content-Length");
        if (response.source == null) {
            response.source = ClientResponse.Source.ERROR;
        }
        if (ServerPages.closes(status)) {
            client.closeAfterAnswer();
        }
        if (ServerPages.kongPage(status)) {
            ErrorPages.Page page = ErrorPages.byServer(exchange, status);
            response.headers.set("Content-Type", page.contentType());
            give(latin(page.body()));
            return;
        }
        String html = ServerPages.html(status);
        lengthFirst = true;
        if (html != null) {
            response.headers.set("Content-Type", "text/html");
            response.headers.set("Content-Length", Integer.toString(html.length()));
            whole(latin(html), false);
        } else {
            response.headers.remove("Content-Type");
            if (status != 304 && status != 204) {
                response.headers.set("Content-Length", "0");
            }
            whole(null, false);
        }
    }

    /** Sends a whole body, through body_filter in two calls or in one. */
    private void whole(@Nullable Buffer body, boolean inTwo) {
        if (!filterHead()) {
            return;
        }
        Buffer replaced = exchange().response.replacement;
        Buffer bytes = replaced != null ? replaced : body == null ? NOTHING : body;
        if (inTwo) {
            passWhole(bytes);
        } else {
            filter(bytes, true);
        }
    }

    /** Sends a whole body after {@link #filterHead}: for body_filter one piece, and then the end. */
    void passWhole(Buffer bytes) {
        if (bytes.length() > 0 && hasBodyFilters()) {
            filter(bytes, false);
            if (!over()) {
                filter(NOTHING, true);
            }
        } else {
            filter(bytes, true);
        }
    }

    /**
     * Runs header_filter and settles the head, which then waits for the first piece.
     *
     * @return false if that failed or the answer has no body; then it is over
     */
    boolean filterHead() {
        Exchange exchange = exchange();
        ClientResponse response = exchange.response;
        if (response.status == 0) {
            response.status = 200;
        }
        int status = response.status;
        exchange.timings.headerFilterStart = System.nanoTime();
        if (Phases.run(exchange, Phase.HEADER_FILTER) == Outcome.Failed.ERROR) {
            breakOff();
            return false;
        }
        if (response.status != status) {
            response.reason = null;
        }
        addOwnHeaders(exchange);
        state = State.HEAD_READY;
        if (bodiless(exchange)) {
            framing = Framing.NONE;
            emit(null, true);
            return false;
        }
        return true;
    }

    /** The upstream's Content-Length stands among nginx's own headers. */
    void lengthFirst() {
        lengthFirst = true;
    }

    /** Passes a piece of the upstream's body on; taken over. */
    void pass(ByteBuf piece) {
        if (hasBodyFilters()) {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes);
            piece.release();
            filter(Buffer.buffer(bytes), false);
        } else {
            emit(piece, false);
        }
    }

    /** The upstream's body is complete. */
    void passEnd() {
        if (hasBodyFilters()) {
            filter(NOTHING, true);
        } else {
            emit(null, true);
        }
    }

    boolean hasBodyFilters() {
        return exchange().plan instanceof PluginPlan plan && plan.steps(Phase.BODY_FILTER).length > 0;
    }

    /** The rest will never come: the client must not take what it has for the whole. */
    void cut() {
        if (!over()) {
            state = State.BROKEN;
            client.abort();
        }
    }

    /** A function failed while the answer was made: an error where nothing was sent yet, else a cut. */
    void breakOff() {
        if (headSent()) {
            cut();
            return;
        }
        Exchange exchange = exchange();
        ClientResponse response = exchange.response;
        response.status = 500;
        response.reason = null;
        response.headers.clear();
        ErrorPages.Page page = ErrorPages.byServer(exchange, 500);
        response.headers.set("Content-Type", page.contentType());
        response.headers.set("Content-Length", Integer.toString(page.body().length()));
        addOwnHeaders(exchange);
        lengthFirst = false;
        state = State.HEAD_READY;
        client.closeAfterAnswer();
        framing = bodiless(exchange) ? Framing.NONE : Framing.LENGTH;
        declared = page.body().length();
        emit(bodiless(exchange) ? null : bytes(latin(page.body())), true);
    }

    // What a function does from within its phase: the filters run in between, and its phase goes on after them.

    @Override
    public void sendHead() {
        Phase phase = exchange().phase;
        begin();
        exchange().phase = phase;
    }

    @Override
    public void write(Buffer chunk) {
        Phase phase = exchange().phase;
        begin();
        if (!over() && chunk.length() > 0) {
            filter(chunk, false);
        }
        exchange().phase = phase;
    }

    @Override
    public void end() {
        Phase phase = exchange().phase;
        begin();
        if (!over()) {
            filter(NOTHING, true);
        }
        exchange().phase = phase;
    }

    private void begin() {
        if (state == State.OPEN) {
            filterHead();
        }
    }

    @Override
    public CompletionStage<@Nullable Void> flushed() {
        if (state == State.HEAD_READY) {
            emit(null, false);
        }
        client.flush();
        return client.drained();
    }

    /** Puts a piece through body_filter and sends what comes out. */
    private void filter(Buffer piece, boolean last) {
        Exchange exchange = exchange();
        if (!hasBodyFilters()) {
            emit(piece.length() == 0 ? null : bytes(piece), last);
            return;
        }
        ClientResponse response = exchange.response;
        response.chunk = piece;
        response.last = last;
        if (Phases.run(exchange, Phase.BODY_FILTER) == Outcome.Failed.ERROR) {
            breakOff();
            return;
        }
        Buffer out = response.chunk;
        boolean end = response.last;
        int size = out == null ? 0 : out.length();
        if (state == State.HEAD_READY) {
            resized |= size != piece.length();
            if (size == 0 && !end) {
                // Nothing to send yet: while the head waits on, the length can still become known.
                return;
            }
            if (end || resized) {
                fitLength(response.headers, size, end);
            }
        }
        emit(size == 0 || out == null ? null : bytes(out), end);
    }

    /** The functions changed how long the body is, and its length can still be told, or left open. */
    private void fitLength(HeaderList headers, int size, boolean whole) {
        String length = headers.get("Content-Length");
        if (length != null && ResponseHead.length(length) != size) {
            if (whole) {
                headers.set("Content-Length", Integer.toString(size));
            } else {
                headers.remove("Content-Length");
            }
        }
    }

    /** Sends a piece; with the head, if that is still here. */
    private void emit(@Nullable ByteBuf piece, boolean last) {
        if (over()) {
            if (piece != null) {
                piece.release();
            }
            return;
        }
        HeadBuffer out = worker.scratch.reset();
        Exchange exchange = exchange();
        ClientResponse response = exchange.response;
        if (state == State.HEAD_READY) {
            layHead(out, exchange);
        }
        int size = piece == null ? 0 : piece.readableBytes();
        if (framing == Framing.LENGTH && response.bytesSent + size > declared) {
            size = (int) (declared - response.bytesSent);
        }
        if (framing == Framing.NONE) {
            size = 0;
        }
        response.bytesSent += size;
        boolean chunks = framing == Framing.CHUNKS;
        if (chunks && size > 0) {
            out.chunkSize(size);
        }
        if (piece != null && size > 0 && !HeadBuffer.goesWithHead(size)) {
            if (out.length() > 0) {
                send(out.toBuffer(client.allocator()), response);
                out.reset();
            }
            send(size == piece.readableBytes() ? piece : piece.readSlice(size), response);
        } else if (piece != null) {
            if (size > 0) {
                out.bytes(size == piece.readableBytes() ? piece : piece.slice(piece.readerIndex(), size));
            }
            piece.release();
        }
        if (chunks && size > 0) {
            out.end();
        }
        if (last) {
            if (chunks) {
                out.bytes(LAST_CHUNK);
            }
            finish(response);
        }
        if (out.length() > 0) {
            send(out.toBuffer(client.allocator()), response);
        }
    }

    private void layHead(HeadBuffer out, Exchange exchange) {
        ClientResponse response = exchange.response;
        if (framing != Framing.LENGTH && !bodiless(exchange)) {
            long length = ResponseHead.length(response.headers.get("Content-Length"));
            if (length >= 0) {
                framing = Framing.LENGTH;
                declared = length;
            } else {
                response.headers.remove("Content-Length");
                framing = exchange.request.httpVersion == 10 ? Framing.CLOSE : Framing.CHUNKS;
            }
        }
        if (framing == Framing.CLOSE) {
            client.closeAfterAnswer();
        }
        ResponseHead.write(out, response, framing, lengthFirst, client.keepsAlive(), worker.dateLine());
        response.headSent = true;
        state = State.HEAD_SENT;
    }

    private void finish(ClientResponse response) {
        state = State.ENDED;
        exchange().timings.bodyFilterEnd = System.nanoTime();
        if (framing == Framing.LENGTH && response.bytesSent < declared) {
            client.closeAfterAnswer();
        }
    }

    private void send(ByteBuf bytes, ClientResponse response) {
        response.totalBytesSent += bytes.readableBytes();
        client.write(bytes);
    }

    private void addOwnHeaders(Exchange exchange) {
        ProxyOptions.Headers on = worker.options.headers();
        HeaderList headers = exchange.response.headers;
        Timings timings = exchange.timings;
        long now = timings.headerFilterStart == 0 ? System.nanoTime() : timings.headerFilterStart;
        if (exchange.proxied) {
            long head = timings.upstreamHead == 0 ? now : timings.upstreamHead;
            if (on.upstreamStatus() && exchange.upstreamResponse != null) {
                headers.set("X-Kong-Upstream-Status", Integer.toString(exchange.upstreamResponse.status()));
            }
            if (on.upstreamLatency()) {
                headers.set("X-Kong-Upstream-Latency", millis(timings.upstreamStart, head));
            }
            if (on.proxyLatency()) {
                headers.set("X-Kong-Proxy-Latency", millis(timings.received, timings.upstreamStart));
            }
            if (on.via()) {
                String before = headers.get("Via");
                headers.set("Via", before == null || before.isEmpty() ? VIA : before + ", " + VIA);
            }
            if (on.server() && exchange.upstreamResponse == null) {
                headers.set("Server", SERVER);
            }
        } else {
            if (on.responseLatency()) {
                headers.set("X-Kong-Response-Latency", millis(timings.received, now));
            }
            if (on.server()) {
                headers.set("Server", SERVER);
            }
        }
        if (on.requestId()) {
            headers.set("X-Kong-Request-Id", exchange.requestId);
        }
    }

    /** The Server header where the upstream gave none, before functions look at the headers. */
    void addServer(HeaderList headers) {
        if (worker.options.headers().server() && !headers.contains("Server")) {
            headers.add("Server", SERVER);
        }
    }

    private static boolean bodiless(Exchange exchange) {
        int status = exchange.response.status;
        return status == 204 || status == 304 || status < 200 || exchange.request.originalMethod.equals("HEAD");
    }

    private static String millis(long from, long to) {
        return Long.toString(Math.max(0, Timings.millis(from, to)));
    }

    private static Buffer latin(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ByteBuf bytes(Buffer buffer) {
        return Unpooled.wrappedBuffer(buffer.getBytes());
    }

    private Exchange exchange() {
        Exchange exchange = attached;
        if (exchange == null) {
            throw new IllegalStateException("the answer belongs to no request yet");
        }
        return exchange;
    }
}
