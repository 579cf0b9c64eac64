package io.moongate.gateway.script.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The network as the functions of one worker use it: all on the worker's own event loop. */
public final class Network {
    private final EventLoop loop;
    private final Trust trust;
    private final Pools pools = new Pools(this);
    private final Set<Connection> open = Collections.newSetFromMap(new IdentityHashMap<>());

    public Network(EventLoop loop, Trust trust) {
        this.loop = loop;
        this.trust = trust;
    }

    EventLoop loop() {
        return loop;
    }

    public Pools pools() {
        return pools;
    }

    /** How many connections are open, resting or used. */
    public int open() {
        return open.size();
    }

    void opened(Connection connection) {
        open.add(connection);
    }

    void closed(Connection connection) {
        open.remove(connection);
    }

    /** The addresses of a name, four before six; empty where there are none. Completes on the event loop. */
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            try {
                return CompletableFuture.completedFuture(List.of(InetAddress.getByAddress(host, literal)));
            } catch (UnknownHostException impossible) {
                return CompletableFuture.completedFuture(List.of());
            }
        }
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("resolve " + host).start(() -> {
            List<InetAddress> found = ask(host);
            loop.execute(() -> answer.complete(found));
        });
        return answer;
    }

    private static List<InetAddress> ask(String host) {
        try {
            List<InetAddress> all = new ArrayList<>(Arrays.asList(InetAddress.getAllByName(host)));
            all.sort((left, right) -> Boolean.compare(right instanceof Inet4Address, left instanceof Inet4Address));
            return all;
        } catch (UnknownHostException nobody) {
            return List.of();
        }
    }

    /** A connection under way; what came of it is null, or why it failed. */
    record Dial(Connection connection, Channel channel, CompletableFuture<@Nullable String> outcome) {}

    Dial dial(SocketAddress remote, @Nullable String local, long timeoutMillis) {
        Connection connection = new Connection(this);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, timeoutMillis))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(connection);
                    }
                });
        if (remote instanceof UnixDomainSocketAddress) {
            bootstrap.channel(NioDomainSocketChannel.class);
        } else {
            bootstrap.channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
        }
        ChannelFuture connecting =
                local == null ? bootstrap.connect(remote) : bootstrap.connect(remote, new InetSocketAddress(local, 0));
        CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();
        connecting.addListener(done -> outcome.complete(done.isSuccess() ? null : Failures.words(done.cause())));
        return new Dial(connection, connecting.channel(), outcome);
    }

    /** Begins to speak TLS; completes with null, or why that failed. */
    CompletableFuture<@Nullable String> secure(Connection connection, @Nullable String name, int port, boolean verify) {
        CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();
        SslHandler handler = trust.handler(connection.channel().alloc(), name, port, verify);
        handler.setHandshakeTimeoutMillis(0);
        connection.channel().pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                connection.secure();
                outcome.complete(null);
            } else {
                outcome.complete(Failures.handshake(done.cause()));
            }
        });
        return outcome;
    }
}
