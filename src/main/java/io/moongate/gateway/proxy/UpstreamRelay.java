package io.moongate.gateway.proxy;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.UpstreamResponse;
import io.moongate.gateway.proxy.upstream.UpstreamConnection;
import io.moongate.gateway.proxy.upstream.UpstreamFailure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Passes the response of an upstream on to the client, piece by piece, no faster than the client takes it. */
final class UpstreamRelay {
    private static final String SENDING = "sending to client";
    private static final String READING = "reading response header from upstream";

    private final ProxyWorker worker;
    private final ClientConnection client;
    private final Exchange exchange;
    private final Answer answer;
    private final UpstreamConnection upstream;
    private final UpstreamConnection.Head head;

    UpstreamRelay(
            ProxyWorker worker,
            ClientConnection client,
            Exchange exchange,
            Answer answer,
            UpstreamConnection upstream,
            UpstreamConnection.Head head) {
        this.worker = worker;
        this.client = client;
        this.exchange = exchange;
        this.answer = answer;
        this.upstream = upstream;
        this.head = head;
    }

    void run() {
        ClientResponse response = exchange.response;
        response.status = head.status();
        response.reason = head.reason();
        response.source = ClientResponse.Source.SERVICE;
        copyHeaders(response.headers);
        answer.addServer(response.headers);
        answer.lengthFirst();
        if (head.upgraded()) {
            upgrade();
            return;
        }
        Buffer whole = null;
        if (exchange.upstream.buffered) {
            whole = readWhole();
            if (whole == null) {
                return;
            }
            response.reason = null;
        }
        exchange.upstreamResponse = new UpstreamResponse(head.status(), head.reason(), head.headers(), whole);
        exchange.action = READING;
        boolean wanted = answer.filterHead();
        exchange.action = SENDING;
        if (!wanted) {
            upstream.release();
        } else if (response.replacement != null) {
            upstream.release();
            answer.passWhole(response.replacement);
        } else if (whole != null) {
            upstream.release();
            answer.passWhole(whole);
        } else {
            relay();
        }
    }

    private void relay() {
        while (!answer.over()) {
            ByteBuf piece = upstream.poll();
            if (piece != null) {
                answer.pass(piece);
                if (!client.writable()) {
                    client.flush();
                    worker.walker.await(client.drained());
                }
            } else if (upstream.drained()) {
                exchange.timings.upstreamEnd = System.nanoTime();
                answer.passEnd();
            } else if (client.gone()) {
                break;
            } else if (upstream.failure() != null) {
                failed(upstream.failure());
            } else {
                client.flush();
                worker.walker.await(upstream.changed());
            }
        }
        if (client.gone()) {
            worker.log(
                    LogLevel.INFO,
                    exchange,
                    "epoll_wait() reported that client prematurely closed connection,"
                            + " so upstream connection is closed too");
            answer.cut();
        }
        upstream.release();
    }

    private void failed(UpstreamFailure failure) {
        if (failure.message() != null) {
            worker.log(LogLevel.ERROR, exchange, failure.message(), failure.action());
        }
        answer.cut();
    }

    /** Reads the whole body for functions that want to see it; null where it breaks off, which is answered here. */
    private @Nullable Buffer readWhole() {
        Buffer whole = Buffer.buffer();
        while (!upstream.drained()) {
            ByteBuf piece = upstream.poll();
            if (piece != null) {
                byte[] bytes = new byte[piece.readableBytes()];
                piece.readBytes(bytes);
                piece.release();
                whole.appendBytes(bytes);
            } else if (upstream.failure() != null) {
                UpstreamFailure failure = upstream.failure();
                if (failure.message() != null) {
                    worker.log(LogLevel.ERROR, exchange, failure.message(), failure.action());
                }
                upstream.release();
                exchange.response.headers.clear();
                answer.givePage(failure.status());
                return null;
            } else {
                worker.walker.await(upstream.changed());
            }
        }
        exchange.timings.upstreamEnd = System.nanoTime();
        return whole;
    }

    private void upgrade() {
        exchange.upstreamResponse = new UpstreamResponse(head.status(), head.reason(), head.headers(), null);
        HeaderList headers = exchange.response.headers;
        String upgrade = head.headers().get("Upgrade");
        if (exchange.upstream.upgrade == null || upgrade == null) {
            worker.log(LogLevel.ERROR, exchange, "upstream sent invalid header", READING);
            upstream.release();
            headers.clear();
            answer.givePage(502);
            return;
        }
        headers.set("Upgrade", upgrade);
        exchange.action = READING;
        answer.filterHead();
        client.flush();
        exchange.action = "proxying upgraded connection";
        worker.walker.await(new Tunnel(worker, client, upstream, exchange.upstream.readTimeout).start());
    }

    private void copyHeaders(HeaderList to) {
        HeaderList from = head.headers();
        for (int i = 0; i < from.size(); i++) {
            String name = from.name(i);
            if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Content-Length")) {
                // The upstream's word on its body counts, whatever a function said in access.
                to.set(name, from.value(i));
            } else if (!ResponseHead.endsAtHop(name)) {
                to.add(name, from.value(i));
            }
        }
    }
}
