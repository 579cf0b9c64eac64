package io.moongate.gateway.proxy;

import io.moongate.gateway.config.Listen;
import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Worker;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.proxy.upstream.HostsFile;
import io.moongate.gateway.proxy.upstream.Names;
import io.moongate.gateway.proxy.upstream.UpstreamTls;
import io.moongate.gateway.proxy.upstream.Upstreams;
import io.moongate.gateway.proxy.wire.ClearText;
import io.moongate.gateway.proxy.wire.FirstByte;
import io.moongate.gateway.proxy.wire.RequestDecoder;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.snapshot.Snapshots;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's listeners and workers, on event loops of Vert.x's transport. Each worker is an event loop with
 * connections, an upstream pool and a Lua world of its own; connections are dealt to them in turn. The loops are the
 * proxy's alone, so that a function that runs long holds up neither the Admin API nor health checks.
 *
 * <p>The pipelines are Netty's own: what nginx refuses, and how it orders and frames what it sends, needs a hold of the
 * messages that Vert.x's HTTP server does not give.
 */
public final class ProxyServer implements AutoCloseable {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 128 * 1024);
    private static final long DRAIN_MILLIS = 5000;
    private static final int BACKLOG = 4096;
    /** What Netty takes by itself: the share of a loop's time for sockets, in percent. */
    private static final int IO_RATIO = 50;

    private static final String CLEAR_ON_TLS = ServerPages.clearOnTls();

    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Makes what a worker runs walks on. */
    @FunctionalInterface
    public interface Workers {
        /** @param executor runs tasks on the worker's event loop */
        Worker make(int index, Executor executor);
    }

    private final List<ProxyWorker> workers = new ArrayList<>();
    private final List<Channel> listeners = new ArrayList<>();
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ErrorLog log;
    private final Traffic traffic;

    private @Nullable EventLoopGroup loops;

    private ProxyServer(ErrorLog log, Traffic traffic) {
        this.log = log;
        this.traffic = traffic;
    }

    /**
     * Starts workers and listeners.
     *
     * @throws IOException if an address cannot be bound or the certificate cannot be made
     */
    public static ProxyServer start(
            Vertx vertx, ProxyOptions options, Snapshots snapshots, ErrorLog log, Traffic traffic, Workers makers)
            throws IOException {
        ProxyServer server = new ProxyServer(log, traffic);
        try {
            server.startWorkers((VertxInternal) vertx, options, snapshots, makers);
            ServerCertificates tls = options.listens().stream().anyMatch(Listen::ssl)
                    ? new ServerCertificates(ServerTls.certificate(options.certificates()))
                    : null;
            for (Listen listen : options.listens()) {
                server.listen((VertxInternal) vertx, listen, listen.ssl() ? tls : null);
            }
            return server;
        } catch (GeneralSecurityException e) {
            server.close();
            throw new IOException("no certificate could be made: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The addresses that are listened on, in the order of the settings. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(listener -> (InetSocketAddress) listener.localAddress())
                .toList();
    }

    /** Stops listening, lets requests on their way end for a moment, and closes all connections. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        long until = System.nanoTime() + DRAIN_MILLIS * 1_000_000;
        while (System.nanoTime() < until
                && workers.stream().anyMatch(worker -> call(worker, () -> worker.active) > 0)) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        clients.close().awaitUninterruptibly(1000);
        timers.forEach(timer -> timer.cancel(false));
        for (ProxyWorker worker : workers) {
            call(worker, () -> {
                worker.walker.end();
                worker.upstreams.close();
                return 0;
            });
        }
        if (loops != null) {
            loops.shutdownGracefully(0, DRAIN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(DRAIN_MILLIS);
        }
    }

    private static int call(ProxyWorker worker, Callable<Integer> task) {
        var result = worker.loop.submit(task).awaitUninterruptibly();
        return result.isSuccess() ? result.getNow() : 0;
    }

    private void startWorkers(VertxInternal vertx, ProxyOptions options, Snapshots snapshots, Workers makers)
            throws IOException {
        Names.Resolver resolver = HostsFile.over(options.hostsFile(), InetAddress::getAllByName);
        ChannelFactory<? extends Channel> factory = vertx.transport().channelFactory(false);
        UpstreamTls tls = new UpstreamTls();
        EventLoopGroup group = vertx.transport()
                .eventLoopGroup(Transport.IO_EVENT_LOOP_GROUP, options.workers(), ProxyServer::thread, IO_RATIO);
        loops = group;
        for (int i = 0; i < options.workers(); i++) {
            int index = i;
            EventLoop loop = group.next();
            Deadlines deadlines = new Deadlines();
            Names names = new Names(loop, resolver);
            Upstreams upstreams = new Upstreams(loop, factory, deadlines, names, options.keeping(), tls);
            // A worker's world is made by the thread that lives in it.
            Worker walker = loop.submit(() -> makers.make(index, loop))
                    .syncUninterruptibly()
                    .getNow();
            workers.add(new ProxyWorker(walker, loop, options, snapshots, log, traffic, deadlines, upstreams));
            timers.add(loop.scheduleWithFixedDelay(
                    deadlines::tick, Deadlines.TICK_MILLIS, Deadlines.TICK_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    /** Lua recurses on its worker's stack, which a JVM started without arguments would make too small. */
    private static Thread thread(Runnable work) {
        Thread thread = new FastThreadLocalThread(
                null, work, "proxy-worker-" + THREADS.getAndIncrement(), LuaWorker.STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    private void listen(VertxInternal vertx, Listen listen, @Nullable ServerCertificates tls) throws IOException {
        ServerChannel channel = vertx.transport().serverChannelFactory(false).newChannel();
        channel.config().setOption(ChannelOption.SO_BACKLOG, listen.backlog() > 0 ? listen.backlog() : BACKLOG);
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.pipeline().addLast(new Acceptor(tls));
        vertx.getAcceptorEventLoopGroup().next().register(channel).syncUninterruptibly();
        ChannelFuture bound = channel.bind(new InetSocketAddress(listen.host(), listen.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            channel.close();
            throw new IOException(
                    "bind() to " + listen.host() + ":" + listen.port() + " failed: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listeners.add(channel);
    }

    /** Deals new connections to the workers. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        private final @Nullable ServerCertificates tls;
        private int turn;

        Acceptor(@Nullable ServerCertificates tls) {
            this.tls = tls;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Channel child = (Channel) message;
            ProxyWorker worker = workers.get(Math.floorMod(turn++, workers.size()));
            child.config().setOption(ChannelOption.TCP_NODELAY, true);
            child.config().setWriteBufferWaterMark(WATER_MARK);
            child.pipeline().addLast(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                    clients.add(channel);
                    ClientConnection connection = new ClientConnection(worker, channel, tls != null);
                    if (tls != null) {
                        channel.pipeline().addLast(new ClearText(CLEAR_ON_TLS));
                    }
                    if (tls != null && CertificatePhase.needless(worker.snapshots.current())) {
                        channel.pipeline().addLast(tls.usual().newHandler(channel.alloc()));
                    } else if (tls != null) {
                        channel.pipeline().addLast(new CertificatePhase(worker, connection, tls));
                    }
                    channel.pipeline().addLast(new FirstByte(), new RequestDecoder(), connection);
                }
            });
            worker.loop.register(child).addListener(done -> {
                if (!done.isSuccess()) {
                    child.unsafe().closeForcibly();
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.log(LogLevel.ALERT, "accept() failed: " + cause.getMessage());
            // Out of file descriptors, most likely: trying again at once would only burn time.
            context.channel().config().setAutoRead(false);
            context.executor().schedule(() -> context.channel().config().setAutoRead(true), 500, TimeUnit.MILLISECONDS);
        }
    }
}
