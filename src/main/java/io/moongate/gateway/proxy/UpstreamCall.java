package io.moongate.gateway.proxy;

import io.moongate.gateway.balance.Balancer;
import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.KeyMaterial;
import io.moongate.gateway.proxy.upstream.Attempt;
import io.moongate.gateway.proxy.upstream.Peer;
import io.moongate.gateway.proxy.upstream.UpstreamConnection;
import io.moongate.gateway.proxy.upstream.UpstreamFailure;
import io.moongate.gateway.proxy.upstream.Upstreams;
import io.moongate.gateway.proxy.wire.HeadBuffer;
import io.moongate.gateway.snapshot.Snapshot;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a walk between access and the answer: the request to the upstream, tried more than once where that may
 * help and can do no harm.
 */
final class UpstreamCall {
    /** A body in chunks that is no larger than this goes upstream with its length told, as nginx does with all. */
    private static final int MOST_GATHERED = 64 * 1024;

    private static final int CLIENT_GONE = 499;

    private static final String INVALID_CHUNKS = "client sent invalid chunked body";

    private final ProxyWorker worker;
    private final Snapshot snapshot;
    private final ClientConnection client;
    private final Exchange exchange;
    private final UpstreamRequest request;
    private final Answer answer;
    private final ClientBody body;
    private @Nullable UpstreamConnection current;

    UpstreamCall(
            ProxyWorker worker,
            Snapshot snapshot,
            ClientConnection client,
            Exchange exchange,
            Answer answer,
            ClientBody body) {
        this.worker = worker;
        this.snapshot = snapshot;
        this.client = client;
        this.exchange = exchange;
        this.request = exchange.upstream;
        this.answer = answer;
        this.body = body;
    }

    /** The client went away. */
    void abandon() {
        UpstreamConnection connection = current;
        if (connection != null) {
            connection.abandon();
        }
    }

    void run() {
        if (namesAnAddress()) {
            return;
        }
        Balancer balancer = snapshot.balancer(request.host);
        if (balancer != null && request.tls.own() == null && request.scheme.equals("https")) {
            showCertificateOf(balancer);
        }
        Destinations destinations = new Destinations(worker, exchange, balancer);
        try {
            run(destinations);
        } finally {
            destinations.end();
        }
    }

    /** A service without a certificate of its own shows its upstream's. */
    private void showCertificateOf(Balancer balancer) {
        Document upstream = new Document(balancer.upstream().document());
        KeyMaterial own = snapshot.certificates().byId(upstream.foreign("client_certificate"));
        if (own != null) {
            request.tls = request.tls.withOwn(own);
        }
    }

    private void run(Destinations destinations) {
        if (!destinations.find()) {
            nowhere(destinations);
            return;
        }
        long length = bodyLength();
        if (body.failed() || client.gone()) {
            clientGone();
            return;
        }
        exchange.proxied = true;
        exchange.timings.upstreamStart = System.nanoTime();
        UpstreamFailure failure = attempts(destinations, length);
        if (failure == null) {
            return;
        }
        if (failure.clientGone()) {
            clientGone();
        } else {
            answer.givePage(failure.status());
        }
    }

    /** Kong asks no resolver once the service itself names an address; whether that was answered here. */
    private boolean namesAnAddress() {
        var service = exchange.service;
        if (service == null
                || request.host.equals(service.host())
                || !AddressBlocks.isAddress(service.host())
                || AddressBlocks.isAddress(request.host)) {
            return false;
        }
        exchange.proxied = true;
        exchange.timings.upstreamStart = System.nanoTime();
        worker.log(
                LogLevel.ERROR,
                exchange,
                "[lua] init.lua:1409: balancer(): failed to set the current peer (address: " + request.host + " port: "
                        + request.port + "): no host allowed");
        answer.givePage(500);
        return true;
    }

    /** There is nothing to send the request to. */
    private void nowhere(Destinations destinations) {
        exchange.response.source = ClientResponse.Source.EXIT;
        if (destinations.balanced()) {
            answer.giveError(503, "failure to get a peer from the ring-balancer");
            return;
        }
        worker.log(
                LogLevel.ERROR,
                exchange,
                "[lua] init.lua:375: execute(): DNS resolution failed: dns server error: 3 name error. Tried: [\""
                        + request.host + "\"]");
        answer.giveError(503, "name resolution failed");
    }

    /** How long the body is that goes upstream. */
    private long bodyLength() {
        Buffer bytes = body.bytes();
        if (bytes != null) {
            return bytes.length() == 0 && !body.replaced() && !body.announced() ? UpstreamHead.NO_BODY : bytes.length();
        }
        if (!body.announced()) {
            return UpstreamHead.NO_BODY;
        }
        long length = ResponseHead.length(exchange.request.headers.get("Content-Length"));
        if (length >= 0) {
            return length;
        }
        boolean gather = exchange.route == null || exchange.route.requestBuffering();
        if (gather && worker.walker.await(body.fill(MOST_GATHERED))) {
            return body.queued();
        }
        return UpstreamHead.IN_CHUNKS;
    }

    /** Tries until a response has come and been passed on, or says why none has. */
    private @Nullable UpstreamFailure attempts(Destinations destinations, long length) {
        Upstreams upstreams = worker.upstreams;
        UpstreamFailure failure = UpstreamFailure.CLIENT_GONE;
        for (int left = request.retries + 1; left > 0; ) {
            left--;
            Peer peer = destinations.next();
            if (peer == null) {
                return failure;
            }
            UpstreamConnection connection = upstreams.kept(peer);
            request.tries++;
            request.tryStarted = System.currentTimeMillis();
            request.address =
                    connection == null ? peer.text() : connection.peer().text();
            if (connection == null) {
                switch (worker.walker.await(upstreams.connect(peer, request.connectTimeout))) {
                    case Attempt.Connected(UpstreamConnection fresh) -> connection = fresh;
                    case Attempt.Failed(UpstreamFailure why) -> {
                        failure = why;
                        note(why);
                        request.tryFailed(why.status());
                        if (client.gone()) {
                            return UpstreamFailure.CLIENT_GONE;
                        }
                        continue;
                    }
                }
            }
            exchange.timings.upstreamConnected = System.nanoTime();
            if (client.gone()) {
                connection.keep();
                return UpstreamFailure.CLIENT_GONE;
            }
            current = connection;
            send(connection, length);
            while (connection.head() == null && connection.failure() == null) {
                worker.walker.await(connection.changed());
            }
            UpstreamConnection.Head head = connection.head();
            UpstreamFailure why = connection.failure();
            if (head != null) {
                exchange.timings.upstreamHead = System.nanoTime();
                new UpstreamRelay(worker, client, exchange, answer, connection, head).run();
                current = null;
                return null;
            }
            current = null;
            boolean stale = connection.reused() && connection.untouched() && why != null && why.status() == 502;
            connection.release();
            failure = why == null ? UpstreamFailure.CLIENT_GONE : why;
            note(failure);
            request.tryFailed(failure.status());
            if (failure.clientGone() || failure.invalid() || !mayRepeat(length)) {
                return failure;
            }
            if (stale) {
                left++; // it was closed while it waited in the pool: no fault of the upstream
            }
        }
        return failure;
    }

    private void send(UpstreamConnection connection, long length) {
        HeadBuffer out = worker.scratch;
        UpstreamHead.write(out, exchange, length);
        Buffer bytes = body.bytes();
        boolean streamed = bytes == null && length != UpstreamHead.NO_BODY && length != 0;
        ByteBuf first;
        if (bytes != null && !HeadBuffer.goesWithHead(bytes.length())) {
            first = Unpooled.wrappedBuffer(out.toBuffer(client.allocator()), Unpooled.wrappedBuffer(bytes.getBytes()));
        } else {
            first = (bytes == null ? out : out.bytes(bytes)).toBuffer(client.allocator());
        }
        connection.send(
                first,
                streamed ? body : null,
                length == UpstreamHead.IN_CHUNKS,
                exchange.request.method.equals("HEAD"),
                request.writeTimeout,
                request.readTimeout);
    }

    /** Whether the request may be sent once more, as nginx judges it: POST and the like are not, once they were sent. */
    private boolean mayRepeat(long length) {
        String method = exchange.request.method;
        if (method.equals("POST") || method.equals("LOCK") || method.equals("PATCH")) {
            return false;
        }
        return body.bytes() != null || length == UpstreamHead.NO_BODY || length == 0 || body.restart();
    }

    private void note(UpstreamFailure failure) {
        if (failure.message() != null) {
            worker.log(LogLevel.ERROR, exchange, failure.message(), failure.action());
        }
    }

    private void clientGone() {
        if (body.tooLarge() || body.malformed()) {
            String what = body.tooLarge() ? "client intended to send too large chunked body" : INVALID_CHUNKS;
            worker.log(body.tooLarge() ? LogLevel.ERROR : LogLevel.INFO, exchange, what);
            client.closeAfterAnswer();
            answer.givePage(body.tooLarge() ? 413 : 400);
            return;
        }
        exchange.response.status = CLIENT_GONE;
        worker.log(
                LogLevel.INFO,
                exchange,
                "epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too",
                "sending request to upstream");
        client.abort();
        answer.cut();
    }
}
