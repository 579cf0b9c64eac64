package io.moongate.gateway.proxy.upstream;

import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.proxy.Deadlines;
import io.moongate.gateway.proxy.wire.DecodedHeaders;
import io.moongate.gateway.proxy.wire.ResponseDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream, which carries one request and its response at a time. What arrives is queued until the
 * walk takes it; a long queue stops reading. Used by one worker's thread.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    /** Bytes that may wait to be taken before reading stops. */
    private static final int MOST_QUEUED = 128 * 1024;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The head of a response. */
    public record Head(int status, String reason, HeaderList headers, boolean upgraded) {}

    private final Upstreams pool;
    private final Peer peer;
    private final Channel channel;
    private final ResponseDecoder decoder;
    private final Deadlines.Deadline deadline;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();

    private int queued;
    private int served;
    private boolean busy;
    private boolean requestSent;
    private boolean keepAlive;
    private boolean ended;
    private int readTimeout;
    private int writeTimeout;
    private @Nullable BodySource source;
    private boolean chunked;
    private boolean untouched = true;
    private @Nullable Head head;
    private @Nullable UpstreamFailure failure;
    private @Nullable CompletableFuture<@Nullable Void> waiter;

    UpstreamConnection(Upstreams pool, Peer peer, Channel channel, ResponseDecoder decoder) {
        this.pool = pool;
        this.peer = peer;
        this.channel = channel;
        this.decoder = decoder;
        this.deadline = pool.deadlines().add(this::expired);
    }

    /** What this connection leads to. */
    public Peer peer() {
        return peer;
    }

    /** The channel, for a tunnel after an upgrade. */
    public Channel channel() {
        return channel;
    }

    /** Whether it served a request before. */
    public boolean reused() {
        return served > 1;
    }

    /** Requests it has carried, with the present one. */
    int served() {
        return served;
    }

    /**
     * Sends a request.
     *
     * @param first the head, with the body where that is whole
     * @param body the pieces of the body otherwise
     * @param inChunks whether those pieces are framed as chunks
     * @param toHead whether the method is HEAD
     */
    public void send(
            ByteBuf first,
            @Nullable BodySource body,
            boolean inChunks,
            boolean toHead,
            int writeMillis,
            int readMillis) {
        busy = true;
        served++;
        ended = false;
        keepAlive = false;
        head = null;
        failure = null;
        untouched = true;
        source = body;
        chunked = inChunks;
        writeTimeout = writeMillis;
        readTimeout = readMillis;
        decoder.expect(toHead);
        requestSent = body == null;
        deadline.in(requestSent ? readTimeout : writeTimeout);
        if (body == null) {
            channel.writeAndFlush(first, channel.voidPromise());
        } else {
            channel.write(first, channel.voidPromise());
            body.onReadable(this::pump);
            pump();
        }
    }

    /** The head of the response, null where there is none yet; then see {@link #failure} and {@link #changed}. */
    public @Nullable Head head() {
        return head;
    }

    /** What went wrong, or null. What had arrived before can still be taken. */
    public @Nullable UpstreamFailure failure() {
        return failure;
    }

    /** The next piece of the body, which the caller releases; null where none is there. */
    public @Nullable ByteBuf poll() {
        ByteBuf piece = pieces.poll();
        if (piece != null) {
            queued -= piece.readableBytes();
            if (queued < MOST_QUEUED / 2 && !channel.config().isAutoRead()) {
                channel.config().setAutoRead(true);
                if (!ended) {
                    deadline.in(readTimeout);
                }
            }
        }
        return piece;
    }

    /** Whether the response is complete and all of it taken. */
    public boolean drained() {
        return ended && pieces.isEmpty();
    }

    /** Completes when there is something new to look at. */
    public CompletionStage<@Nullable Void> changed() {
        CompletableFuture<@Nullable Void> fresh = new CompletableFuture<>();
        waiter = fresh;
        return fresh;
    }

    /** Whether no byte of a response came, so that another connection may be tried with the same request. */
    public boolean untouched() {
        return untouched;
    }

    /** The client went away: nobody wants the response any more. */
    public void abandon() {
        if (busy) {
            fail(UpstreamFailure.CLIENT_GONE);
        }
    }

    /** The exchange is over: back into the pool where that is right, else closed. */
    public void release() {
        BodySource body = source;
        if (body != null) {
            body.onReadable(null);
        }
        source = null;
        waiter = null;
        busy = false;
        while (!pieces.isEmpty()) {
            pieces.poll().release();
        }
        queued = 0;
        if (ended && keepAlive && requestSent && failure == null && channel.isActive()) {
            if (!channel.config().isAutoRead()) {
                channel.config().setAutoRead(true);
            }
            deadline.in(pool.idleMillis());
            pool.offer(this);
        } else {
            close();
        }
    }

    /** Puts a connection that was not used after all into the pool. */
    public void keep() {
        deadline.in(pool.idleMillis());
        pool.offer(this);
    }

    /** Leaves the channel to a tunnel. */
    public void handOver() {
        busy = false;
        deadline.close();
        channel.pipeline().remove(this);
        channel.pipeline().remove(decoder);
    }

    void close() {
        deadline.close();
        channel.close();
    }

    /** Sends on what the body has, as far as the connection takes it. */
    private void pump() {
        BodySource body = source;
        if (body == null || requestSent) {
            return;
        }
        if (body.failed()) {
            fail(UpstreamFailure.CLIENT_GONE);
            return;
        }
        boolean wrote = false;
        while (channel.isWritable()) {
            ByteBuf piece = body.poll();
            if (piece == null) {
                break;
            }
            wrote = true;
            if (chunked) {
                String size = Integer.toHexString(piece.readableBytes()) + "\r\n";
                channel.write(Unpooled.wrappedBuffer(size.getBytes(StandardCharsets.US_ASCII)), channel.voidPromise());
                channel.write(piece, channel.voidPromise());
                channel.write(Unpooled.wrappedBuffer(LAST_CHUNK, 1, 2), channel.voidPromise());
            } else {
                channel.write(piece, channel.voidPromise());
            }
        }
        if (body.drained()) {
            requestSent = true;
            if (chunked) {
                channel.write(Unpooled.wrappedBuffer(LAST_CHUNK), channel.voidPromise());
            }
            deadline.in(readTimeout);
        } else if (wrote) {
            deadline.in(writeTimeout);
        } else if (channel.isWritable()) {
            // It is the client that keeps us waiting.
            deadline.clear();
        }
        channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            pump();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!busy || failure != null) {
            ReferenceCountUtil.release(message);
            if (!busy) {
                close();
            }
            return;
        }
        untouched = false;
        if (message instanceof ByteBuf raw) { // behind an upgrade
            pieces.add(raw);
            return;
        }
        if (message instanceof HttpResponse response) {
            begin(response);
        }
        if (message instanceof HttpContent content && failure == null) {
            take(content);
        }
    }

    private void begin(HttpResponse response) {
        int status = response.status().code();
        if (response.decoderResult().isFailure()) {
            fail(UpstreamFailure.invalid(
                    response.decoderResult().cause() instanceof TooLongFrameException
                            ? "too big header"
                            : "invalid header",
                    UpstreamFailure.READING_HEAD));
            return;
        }
        if (status < 200 && status != 101) {
            return; // an interim response; its empty body follows
        }
        keepAlive = HttpUtil.isKeepAlive(response) && status != 101;
        head = new Head(
                status, response.status().reasonPhrase(), ((DecodedHeaders) response.headers()).list(), status == 101);
    }

    private void take(HttpContent content) {
        if (head == null) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            fail(UpstreamFailure.invalid("invalid chunked response", UpstreamFailure.READING_BODY));
            return;
        }
        ByteBuf piece = content.content();
        if (piece.isReadable()) {
            pieces.add(piece);
            queued += piece.readableBytes();
        } else {
            piece.release();
        }
        if (content instanceof LastHttpContent) {
            ended = true;
            deadline.clear();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (busy) {
            if (!ended && failure == null) {
                if (queued > MOST_QUEUED && channel.config().isAutoRead()) {
                    channel.config().setAutoRead(false);
                    deadline.clear();
                } else if (requestSent) {
                    deadline.in(readTimeout);
                }
            }
            if (head != null) {
                wake();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!busy) {
            pool.gone(this);
            deadline.close();
        } else if (!ended && failure == null) {
            fail(UpstreamFailure.closed(head == null ? UpstreamFailure.READING_HEAD : UpstreamFailure.READING_BODY));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!busy) {
            pool.gone(this);
            close();
        } else if (!ended && failure == null) {
            String action = head == null ? UpstreamFailure.READING_HEAD : UpstreamFailure.READING_BODY;
            fail(SocketFailures.whileReading(cause, action));
        }
    }

    private void expired() {
        if (!busy) {
            pool.gone(this);
            close();
        } else {
            fail(UpstreamFailure.timeout(
                    !requestSent
                            ? UpstreamFailure.SENDING
                            : head == null ? UpstreamFailure.READING_HEAD : UpstreamFailure.READING_BODY));
        }
    }

    private void fail(UpstreamFailure why) {
        if (failure == null) {
            failure = why;
            close();
            wake();
        }
    }

    private void wake() {
        CompletableFuture<@Nullable Void> waiting = waiter;
        if (waiting != null) {
            waiter = null;
            waiting.complete(null);
        }
    }
}
