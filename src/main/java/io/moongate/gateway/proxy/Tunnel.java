package io.moongate.gateway.proxy;

import io.moongate.gateway.proxy.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Carries bytes both ways after an upgrade (WebSocket), until one side closes or both are silent for too long. */
final class Tunnel {
    private final ClientConnection client;
    private final UpstreamConnection upstream;
    private final Deadlines.Deadline deadline;
    private final int idleMillis;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    Tunnel(ProxyWorker worker, ClientConnection client, UpstreamConnection upstream, int idleMillis) {
        this.client = client;
        this.upstream = upstream;
        this.idleMillis = idleMillis;
        this.deadline = worker.deadlines.add(this::close);
    }

    /** Starts; completes when it is over. */
    CompletionStage<@Nullable Void> start() {
        Channel down = client.channel();
        Channel up = upstream.channel();
        down.pipeline().addLast(new Direction(up));
        up.pipeline().addLast(new Direction(down));
        client.handOver();
        for (ByteBuf early = upstream.poll(); early != null; early = upstream.poll()) {
            down.write(early, down.voidPromise());
        }
        upstream.handOver();
        down.flush();
        deadline.in(idleMillis);
        if (!down.isActive() || !up.isActive()) {
            close();
        }
        return closed;
    }

    private void close() {
        deadline.close();
        client.channel().close();
        upstream.channel().close();
        closed.complete(null);
    }

    private final class Direction extends ChannelInboundHandlerAdapter {
        private final Channel to;

        Direction(Channel to) {
            this.to = to;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            deadline.in(idleMillis);
            to.write(message, to.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            to.flush();
            context.channel().config().setAutoRead(to.isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            // This side can take more again, so the other may be read.
            to.config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close();
        }
    }
}
