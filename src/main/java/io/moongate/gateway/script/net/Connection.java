package io.moongate.gateway.script.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A connection that a function opened: what arrives is kept until it is asked for; a lot of it stops reading. */
public final class Connection extends ChannelInboundHandlerAdapter {
    /** Bytes that may lie about untaken before reading stops. */
    private static final int MOST_UNTAKEN = 256 * 1024;

    private final Network network;
    private final Inbound inbound = new Inbound();
    private @Nullable Channel channel;
    private boolean secured;
    private int reused;
    /** The pool that this connection rests in, or null while it is used. */
    private @Nullable String restingIn;

    private @Nullable Future<?> alarm;

    Connection(Network network) {
        this.network = network;
    }

    public Inbound inbound() {
        return inbound;
    }

    Channel channel() {
        Channel present = channel;
        if (present == null) {
            throw new IllegalStateException("not connected");
        }
        return present;
    }

    /** Whether TLS is spoken. */
    public boolean secured() {
        return secured;
    }

    void secure() {
        secured = true;
    }

    /** How often it came out of a pool. */
    public int reused() {
        return reused;
    }

    public boolean open() {
        Channel present = channel;
        return present != null && present.isActive() && inbound.ended() == null;
    }

    /** Goes on reading where a lot of untaken bytes had stopped it. */
    void wantMore() {
        if (!channel().config().isAutoRead()) {
            channel().config().setAutoRead(true);
        }
    }

    void rest(String pool, @Nullable Future<?> closing) {
        restingIn = pool;
        alarm = closing;
    }

    /** Is used again. */
    void wakeUp() {
        restingIn = null;
        reused++;
        Future<?> closing = alarm;
        alarm = null;
        if (closing != null) {
            closing.cancel(false);
        }
    }

    public void close() {
        inbound.end("closed");
        leavePool();
        Channel present = channel;
        if (present != null) {
            present.close();
        }
    }

    private void leavePool() {
        String pool = restingIn;
        if (pool != null) {
            restingIn = null;
            network.pools().remove(pool, this);
        }
        Future<?> closing = alarm;
        alarm = null;
        if (closing != null) {
            closing.cancel(false);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        network.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (restingIn != null) {
                // Nobody asked: what speaks now would be taken for an answer to the next request.
                close();
            } else if (message instanceof ByteBuf bytes) {
                inbound.add(bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (inbound.size() > MOST_UNTAKEN && !inbound.awaited()) {
            channel().config().setAutoRead(false);
        }
        inbound.wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        network.closed(this);
        inbound.end("closed");
        leavePool();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        inbound.end(Failures.words(cause));
        context.close();
    }
}
