package io.moongate.gateway.script.net;

import io.moongate.gateway.script.Lifetime;
import io.moongate.gateway.script.LuaWorker;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A UDP socket of a function, which speaks to one peer. What is open when its request ends is closed. */
public final class UdpSocket implements Lifetime.Belonging {
    /** Datagrams that may wait to be received; more are lost, as a kernel would lose them. */
    private static final int MOST_WAITING = 64;

    /** How long {@link #receive} waits, in milliseconds. */
    public long timeout = 60_000;

    /** The local address to send from, or null. */
    public @Nullable String local;

    private final LuaWorker worker;
    private final ArrayDeque<String> arrived = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable Lifetime lifetime;
    private @Nullable CompletableFuture<@Nullable String> waiter;
    private @Nullable String failure;

    public UdpSocket(LuaWorker worker) {
        this.worker = worker;
    }

    /** Says who is spoken to. */
    public void peer(String host, int port) throws SocketFailure {
        drop();
        List<InetAddress> addresses = worker.await(worker.network().resolve(host));
        if (addresses.isEmpty()) {
            throw new SocketFailure(host + " could not be resolved (3: Host not found)");
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(worker.loop())
                .channel(NioDatagramChannel.class)
                .handler(new Receiver());
        InetSocketAddress remote = new InetSocketAddress(addresses.getFirst(), port);
        String from = local;
        ChannelFuture connecting =
                from == null ? bootstrap.connect(remote) : bootstrap.connect(remote, new InetSocketAddress(from, 0));
        boolean done = false;
        try {
            settled(connecting);
            done = true;
        } finally {
            if (!done) {
                connecting.channel().close();
            }
        }
        channel = connecting.channel();
        Lifetime owner = worker.lifetime();
        owner.keep(this);
        lifetime = owner;
    }

    private void settled(ChannelFuture future) throws SocketFailure {
        CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();
        future.addListener(done -> outcome.complete(done.isSuccess() ? null : Failures.words(done.cause())));
        String error = worker.<@Nullable String>await(outcome);
        if (error != null) {
            throw new SocketFailure(error);
        }
    }

    /** Sends one datagram. */
    public void send(String text) throws SocketFailure {
        settled(connected().writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** Receives one datagram, of which at most so many bytes. */
    public String receive(int most) throws SocketFailure {
        connected();
        if (waiter != null) {
            throw new SocketFailure("socket busy");
        }
        String text = arrived.poll();
        if (text == null) {
            text = next();
        }
        return text.length() > most ? text.substring(0, most) : text;
    }

    private String next() throws SocketFailure {
        failed();
        CompletableFuture<@Nullable String> coming = new CompletableFuture<>();
        waiter = coming;
        Future<?> alarm = worker.loop().schedule(() -> coming.complete(null), timeout, TimeUnit.MILLISECONDS);
        try {
            String text = worker.<@Nullable String>await(coming);
            if (text == null) {
                failed();
                throw new SocketFailure("timeout");
            }
            return text;
        } finally {
            waiter = null;
            alarm.cancel(false);
        }
    }

    private void failed() throws SocketFailure {
        String error = failure;
        if (error != null) {
            failure = null;
            throw new SocketFailure(error);
        }
    }

    private Channel connected() throws SocketFailure {
        Channel present = channel;
        if (present == null) {
            throw new SocketFailure("closed");
        }
        return present;
    }

    /** Closes. */
    public void close() throws SocketFailure {
        connected();
        drop();
    }

    @Override
    public void end() {
        drop();
    }

    private void drop() {
        Lifetime owner = lifetime;
        if (owner != null) {
            owner.release(this);
        }
        lifetime = null;
        arrived.clear();
        Channel present = channel;
        channel = null;
        if (present != null) {
            present.close();
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            String text = packet.content().toString(StandardCharsets.ISO_8859_1);
            CompletableFuture<@Nullable String> waiting = waiter;
            if (waiting == null || !waiting.complete(text)) {
                if (arrived.size() < MOST_WAITING) {
                    arrived.add(text);
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failure = Failures.words(cause);
            CompletableFuture<@Nullable String> waiting = waiter;
            if (waiting != null) {
                waiting.complete(null);
            }
        }
    }
}
