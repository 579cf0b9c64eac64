package io.moongate.gateway.proxy;

import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.proxy.wire.DecodedHeaders;
import io.moongate.gateway.proxy.wire.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: one request after the other, each a {@link RequestWalk}. What a client sends ahead waits until
 * the request before it is answered. Used by one worker's thread.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /** Connections of this process so far, as the log counts them. */
    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** How long a closing connection waits for the client to have read its answer. */
    private static final long LINGER_MILLIS = 2000;

    private static final int MOST_REQUESTS = 10_000;

    private final ProxyWorker worker;
    private final Channel channel;
    private final boolean tls;
    private final long number = CONNECTIONS.incrementAndGet();
    private final String peerAddress;
    private final int peerPort;
    private final String serverAddress;
    private final int serverPort;
    private final Deadlines.Deadline deadline;
    private final ArrayDeque<Object> ahead = new ArrayDeque<>();
    private final ClientTls clientTls = new ClientTls();

    private int requests;
    private @Nullable RequestWalk walk;
    private @Nullable ClientBody body;
    private boolean started;
    private boolean requestRead = true;
    private boolean expectsContinue;
    private boolean keepAlive = true;
    private boolean closing;
    private boolean refused;
    private boolean handedOver;
    private boolean gone;
    private @Nullable CompletableFuture<@Nullable Void> drained;

    ClientConnection(ProxyWorker worker, Channel channel, boolean tls) {
        this.worker = worker;
        this.channel = channel;
        this.tls = tls;
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        this.peerAddress = plain(peer);
        this.peerPort = peer.getPort();
        this.serverAddress = plain(local);
        this.serverPort = local.getPort();
        this.deadline = worker.deadlines.add(this::expired);
        deadline.in(worker.options.timeouts().head());
        worker.traffic.connected();
        channel.closeFuture().addListener(closed -> worker.traffic.disconnected());
    }

    // What the walk of a request needs of the connection.

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    Channel channel() {
        return channel;
    }

    /** Whether the client went away. */
    boolean gone() {
        return gone;
    }

    /** Whether the connection stays open after this answer. */
    boolean keepsAlive() {
        return keepAlive;
    }

    /** The answer is the last one on this connection. */
    void closeAfterAnswer() {
        keepAlive = false;
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Whether the client keeps up with what is written. */
    boolean writable() {
        return channel.isWritable();
    }

    /** Completes when the client has caught up, or is gone. */
    CompletionStage<@Nullable Void> drained() {
        CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
        if (channel.isWritable() || gone) {
            waiting.complete(null);
        } else {
            drained = waiting;
            deadline.in(worker.options.timeouts().send());
        }
        return waiting;
    }

    /** Completes when the last byte has left. */
    CompletionStage<@Nullable Void> written() {
        CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
        deadline.in(worker.options.timeouts().send());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> waiting.complete(null));
        return waiting;
    }

    /** Whether bytes that were flushed still wait for the client to read. */
    boolean backlog() {
        var outgoing = channel.unsafe().outboundBuffer();
        return outgoing != null && outgoing.totalPendingWriteBytes() > 0;
    }

    /** Drops the connection. */
    void abort() {
        keepAlive = false;
        closing = true;
        channel.close();
    }

    /** The walk of the present request has come to its end. */
    void finished() {
        worker.ended();
        walk = null;
        ClientBody left = body;
        if (left != null) {
            left.close();
        }
        body = null;
        if (handedOver) {
            return;
        }
        if (gone) {
            dropAhead();
        } else if (closing || !keepAlive) {
            closeGently();
        } else if (requestRead) {
            ready();
        } else if (expectsContinue) {
            // Nobody told the client to send its body, and whether it will is anybody's guess.
            closeGently();
        } else {
            deadline.in(worker.options.timeouts().body());
        }
    }

    /** The tunnel takes over. */
    void handOver() {
        handedOver = true;
        deadline.close();
        dropAhead();
        channel.pipeline().remove(this);
        channel.pipeline().remove(RequestDecoder.class);
    }

    // What comes from the client.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (!ahead.isEmpty() || (walk != null && requestRead)) {
            ahead.add(message);
            channel.config().setAutoRead(false);
        } else {
            accept(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        start();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        CompletableFuture<@Nullable Void> waiting = drained;
        if (waiting != null && channel.isWritable()) {
            drained = null;
            deadline.clear();
            waiting.complete(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        deadline.close();
        ClientBody present = body;
        if (present != null) {
            present.fail();
        }
        CompletableFuture<@Nullable Void> waiting = drained;
        drained = null;
        if (waiting != null) {
            waiting.complete(null);
        }
        RequestWalk walking = walk;
        if (walking == null) {
            dropAhead();
        } else if (started) {
            walking.clientGone();
        } else {
            start();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    private void accept(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content) {
            take(content);
        }
    }

    private void begin(HttpRequest request) {
        long now = System.nanoTime();
        deadline.clear();
        requests++;
        started = false;
        requestRead = false;
        HeaderList headers = ((DecodedHeaders) request.headers()).list();
        boolean old = request.protocolVersion().minorVersion() == 0;
        RequestRefusal refusal = RequestRefusal.of(request, headers);
        String connection = headers.get("Connection");
        keepAlive = requests < MOST_REQUESTS && (connection == null ? !old : keeps(connection, old));
        boolean present = headers.contains("Content-Length") || headers.contains("Transfer-Encoding");
        expectsContinue = present && !old && "100-continue".equalsIgnoreCase(headers.get("Expect"));
        ClientBody content = new ClientBody(channel, present, this::bodyWanted, worker.options.largestBody());
        if (refusal != null) {
            keepAlive = false;
            content.discard();
        }
        body = content;
        boolean headless = refusal != null && refusal.headless();
        Answer answer = new Answer(worker, this);
        Exchange exchange = new Exchange(
                worker.walker,
                request(
                        headless ? "" : request.uri(),
                        headless ? "" : request.method().name(),
                        old ? 10 : 11,
                        tls ? serverName() : null,
                        headers,
                        content),
                new ClientResponse(new HeaderList()),
                answer,
                worker.newId(),
                number,
                requests);
        exchange.request.tls = tls ? describedTls() : null;
        exchange.timings.received = now;
        answer.attach(exchange);
        walk = new RequestWalk(worker, this, exchange, answer, content, refusal);
        if (refusal != null) {
            refused = true;
            requestRead = true;
        }
    }

    /** What functions of the certificate phase see: a connection of which only the server name is known. */
    Exchange handshake(@Nullable String serverName) {
        Answer answer = new Answer(worker, this);
        Exchange exchange = new Exchange(
                worker.walker,
                request("", "", 11, serverName, new HeaderList(), new ClientBody(channel, false, () -> {}, 0)),
                new ClientResponse(new HeaderList()),
                answer,
                worker.newId(),
                number,
                0);
        exchange.request.tls = clientTls;
        exchange.phase = Phase.CERTIFICATE;
        exchange.action = "SSL handshaking";
        exchange.timings.received = System.nanoTime();
        answer.attach(exchange);
        return exchange;
    }

    private ClientRequest request(
            String target,
            String method,
            int version,
            @Nullable String serverName,
            HeaderList headers,
            ClientBody content) {
        return new ClientRequest(
                target,
                method,
                version,
                tls ? "https" : "http",
                peerAddress,
                peerPort,
                serverAddress,
                serverPort,
                serverName,
                headers,
                content,
                System.currentTimeMillis());
    }

    private void take(HttpContent content) {
        ClientBody present = body;
        boolean last = content instanceof LastHttpContent;
        if (content.decoderResult().isFailure()) {
            content.release();
            requestRead = true;
            keepAlive = false;
            if (present != null) {
                present.malform();
            } else {
                closeGently();
            }
        } else {
            if (present != null) {
                present.offer(content.content());
            } else {
                content.release();
            }
            if (last) {
                requestRead = true;
                deadline.clear();
                if (present != null) {
                    present.end();
                }
                if (walk == null && !closing) {
                    ready();
                }
            } else if (deadline.isSet()) {
                deadline.in(worker.options.timeouts().body());
            }
        }
        if (last) {
            start();
        }
    }

    private void start() {
        RequestWalk present = walk;
        if (present != null && !started) {
            started = true;
            worker.began();
            worker.walker.start(present.exchange(), present);
        }
    }

    /** Somebody wants the body: a client that waits to be asked is asked, and may not dawdle. */
    private void bodyWanted() {
        if (expectsContinue) {
            expectsContinue = false;
            channel.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), channel.voidPromise());
        }
        if (!requestRead) {
            deadline.in(worker.options.timeouts().body());
        }
    }

    /** Ready for the next request, which may be here already. */
    private void ready() {
        deadline.in(worker.options.timeouts().keepAlive());
        if (!ahead.isEmpty()) {
            // Not from here: this may be deep inside the walk before.
            worker.loop.execute(this::takeAhead);
        }
    }

    private void takeAhead() {
        while (!ahead.isEmpty() && !closing && !(walk != null && requestRead)) {
            accept(ahead.poll());
        }
        start();
        if (ahead.isEmpty() && !channel.config().isAutoRead() && !closing) {
            channel.config().setAutoRead(true);
        }
    }

    private void expired() {
        RequestWalk present = walk;
        ClientBody content = body;
        if (present != null && !channel.config().isAutoRead() && channel.isWritable()) {
            // It is not the client that is slow: nobody takes what it sends.
            deadline.in(worker.options.timeouts().body());
        } else if (present != null && started && content != null && !content.ended() && !present.answering()) {
            content.fail();
        } else {
            channel.close();
        }
    }

    /**
     * Closes when the client has had the chance to read the answer: what it still sends is read and dropped for a
     * moment, since closing over unread bytes would make its system throw the answer away.
     */
    private void closeGently() {
        closing = true;
        dropAhead();
        if (!channel.isActive()) {
            return;
        }
        deadline.in(LINGER_MILLIS);
        ChannelFuture flushed = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (requestRead && !refused) {
            flushed.addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.config().setAutoRead(true);
            flushed.addListener(done -> {
                if (channel instanceof DuplexChannel duplex && !tls) {
                    duplex.shutdownOutput();
                } else {
                    channel.close();
                }
            });
        }
    }

    private void dropAhead() {
        while (!ahead.isEmpty()) {
            ReferenceCountUtil.release(ahead.poll());
        }
    }

    /** What is known of the connection's TLS once hands were shaken. */
    private ClientTls describedTls() {
        if (clientTls.version == null) {
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            if (handler != null) {
                ServerTls.describe(handler.engine().getSession(), clientTls);
            }
        }
        return clientTls;
    }

    private @Nullable String serverName() {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        return handler == null ? null : ServerTls.serverName(handler.engine().getSession());
    }

    private static boolean keeps(String connection, boolean old) {
        if (connection.equalsIgnoreCase("keep-alive")) {
            return true;
        }
        String lower = connection.toLowerCase(Locale.ROOT);
        return old ? lower.contains("keep-alive") : !lower.contains("close");
    }

    private static String plain(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
