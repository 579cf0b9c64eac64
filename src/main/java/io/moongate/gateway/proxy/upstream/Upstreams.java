package io.moongate.gateway.proxy.upstream;

import io.moongate.gateway.proxy.Deadlines;
import io.moongate.gateway.proxy.wire.ResponseDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The connections to upstreams of one worker: those in use and those kept for later. Used by its thread only. */
public final class Upstreams {
    /** What is read at once at least, if it is there, so that small answers are one piece for body filters. */
    private static final int READ = 8 * 1024;

    private static final int MOST_READ = 64 * 1024;

    /**
     * What is kept for later.
     *
     * @param size idle connections kept for each peer, 0 for none
     * @param requests requests that a connection carries at most, 0 for any number
     */
    public record Keeping(int size, int requests, long idleMillis) {}

    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> factory;
    private final Deadlines deadlines;
    private final Names names;
    private final Keeping keeping;
    private final UpstreamTls tls;
    private final Map<Peer, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();

    public Upstreams(
            EventLoop loop,
            ChannelFactory<? extends Channel> factory,
            Deadlines deadlines,
            Names names,
            Keeping keeping,
            UpstreamTls tls) {
        this.loop = loop;
        this.factory = factory;
        this.deadlines = deadlines;
        this.names = names;
        this.keeping = keeping;
        this.tls = tls;
    }

    /** The addresses of a host if they are known, else null: then {@link #ask}. */
    public @Nullable List<InetAddress> addresses(String host) {
        return names.knownAddresses(host);
    }

    /** Asks for the addresses of a host; empty where it has none. */
    public CompletionStage<List<InetAddress>> ask(String host) {
        return names.ask(host);
    }

    /** Which of several addresses is tried first. */
    public int turn(int count) {
        return names.turn(count);
    }

    /** A kept connection to a peer, or null. */
    public @Nullable UpstreamConnection kept(Peer peer) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(peer);
        if (waiting != null) {
            UpstreamConnection connection;
            while ((connection = waiting.pollLast()) != null) {
                if (connection.channel().isActive()) {
                    return connection;
                }
            }
        }
        return null;
    }

    /** Opens a connection. The stage never fails; it completes on the worker's thread. */
    public CompletionStage<Attempt> connect(Peer peer, int timeoutMillis) {
        CompletableFuture<Attempt> result = new CompletableFuture<>();
        ResponseDecoder decoder = new ResponseDecoder();
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channelFactory(factory)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(READ, READ, MOST_READ))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(decoder);
                    }
                })
                .connect(new InetSocketAddress(peer.address(), peer.port()));
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                result.complete(new Attempt.Failed(SocketFailures.whileConnecting(done.cause())));
            } else if (peer.tls()) {
                handshake(peer, connecting.channel(), decoder, timeoutMillis, result);
            } else {
                result.complete(ready(peer, connecting.channel(), decoder));
            }
        });
        return result;
    }

    /** Closes all that is kept. */
    public void close() {
        for (ArrayDeque<UpstreamConnection> waiting : List.copyOf(idle.values())) {
            for (UpstreamConnection connection : List.copyOf(waiting)) {
                connection.close();
            }
        }
        idle.clear();
    }

    private void handshake(
            Peer peer, Channel channel, ResponseDecoder decoder, int timeoutMillis, CompletableFuture<Attempt> result) {
        SslHandler handler;
        try {
            handler = tls.handler(channel.alloc(), peer);
        } catch (SSLException unusable) {
            channel.close();
            result.complete(new Attempt.Failed(SocketFailures.whileHandshaking(unusable)));
            return;
        }
        handler.setHandshakeTimeoutMillis(timeoutMillis);
        // What goes wrong in the handshake is told by its future; nobody else is there yet to hear of it.
        ChannelInboundHandlerAdapter deaf = new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
        };
        channel.pipeline().addFirst(handler).addLast(deaf);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                channel.pipeline().remove(deaf);
                result.complete(ready(peer, channel, decoder));
            } else {
                channel.close();
                result.complete(new Attempt.Failed(SocketFailures.whileHandshaking(done.cause())));
            }
        });
    }

    private Attempt ready(Peer peer, Channel channel, ResponseDecoder decoder) {
        UpstreamConnection connection = new UpstreamConnection(this, peer, channel, decoder);
        channel.pipeline().addLast(connection);
        return new Attempt.Connected(connection);
    }

    Deadlines deadlines() {
        return deadlines;
    }

    long idleMillis() {
        return keeping.idleMillis;
    }

    /** Keeps a connection, the oldest makes room. */
    void offer(UpstreamConnection connection) {
        if (keeping.size == 0 || (keeping.requests > 0 && connection.served() >= keeping.requests)) {
            connection.close();
            return;
        }
        ArrayDeque<UpstreamConnection> waiting = idle.computeIfAbsent(connection.peer(), key -> new ArrayDeque<>());
        if (waiting.size() >= keeping.size) {
            waiting.pollFirst().close();
        }
        waiting.addLast(connection);
    }

    /** A kept connection was closed by its other end. */
    void gone(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> waiting = idle.get(connection.peer());
        if (waiting != null) {
            waiting.remove(connection);
            if (waiting.isEmpty()) {
                idle.remove(connection.peer());
            }
        }
    }
}
