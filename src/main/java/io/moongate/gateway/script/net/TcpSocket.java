package io.moongate.gateway.script.net;

import io.moongate.gateway.script.Lifetime;
import io.moongate.gateway.script.LuaWorker;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket of a function: connects, sends and receives in straight-line code that waits on the worker's event loop,
 * each wait with a timeout. What is open when its request ends is closed.
 */
public final class TcpSocket implements Lifetime.Belonging {
    private static final long DEFAULT_TIMEOUT = 60_000;
    private static final String UNIX = "unix:";

    /** Wait times in milliseconds. */
    public long connectTimeout = DEFAULT_TIMEOUT;

    public long sendTimeout = DEFAULT_TIMEOUT;
    public long readTimeout = DEFAULT_TIMEOUT;

    /** The local address to connect from, or null. */
    public @Nullable String local;

    private final LuaWorker worker;
    private @Nullable Connection connection;
    private @Nullable Lifetime lifetime;
    private String pool = "";
    private int port;
    private boolean connecting;
    private boolean reading;
    private boolean writing;

    public TcpSocket(LuaWorker worker) {
        this.worker = worker;
    }

    /**
     * Connects, or takes a connection out of the pool.
     *
     * @param port null for a Unix domain socket
     */
    public void connect(String host, @Nullable Integer port, @Nullable String poolName) throws SocketFailure {
        if (connecting) {
            throw new SocketFailure("socket busy connecting");
        }
        notBusy();
        drop();
        this.port = port == null ? 0 : port;
        pool = poolName != null ? poolName : port == null ? host : host + ":" + port;
        Connection resting = worker.network().pools().take(pool);
        if (resting != null) {
            use(resting);
            return;
        }
        connecting = true;
        try {
            use(dial(address(host, port)));
        } finally {
            connecting = false;
        }
    }

    private void use(Connection fresh) {
        Lifetime owner = worker.lifetime();
        owner.keep(this);
        lifetime = owner;
        connection = fresh;
    }

    private SocketAddress address(String host, @Nullable Integer port) throws SocketFailure {
        if (port == null) {
            try {
                return UnixDomainSocketAddress.of(Path.of(host.substring(UNIX.length())));
            } catch (InvalidPathException e) {
                throw new SocketFailure("no such file or directory");
            }
        }
        List<InetAddress> addresses = worker.await(worker.network().resolve(host));
        if (addresses.isEmpty()) {
            throw new SocketFailure(unknown(host));
        }
        return new InetSocketAddress(addresses.getFirst(), port);
    }

    /** What Kong says where its DNS client finds nothing. */
    private static String unknown(String host) {
        String error = "dns server error: 3 name error";
        String tried = " - cache-miss/querying/" + error + "\"";
        return "[cosocket] DNS resolution failed: " + error + ". Tried: [\"(short)" + host + ":(na) - cache-miss\",\""
                + host + ":33" + tried + ",\"" + host + ":1" + tried + ",\"" + host + ":5" + tried + "]";
    }

    private Connection dial(SocketAddress remote) throws SocketFailure {
        Network.Dial dial = worker.network().dial(remote, local, connectTimeout);
        boolean connected = false;
        try {
            String failure = worker.<@Nullable String>await(dial.outcome());
            if (failure != null) {
                throw new SocketFailure(failure);
            }
            connected = true;
            return dial.connection();
        } finally {
            if (!connected) {
                dial.channel().close();
            }
        }
    }

    /** Begins to speak TLS, unless that is spoken already. */
    public void secure(@Nullable String name, boolean verify) throws SocketFailure {
        Connection present = connected();
        notBusy();
        if (present.secured()) {
            return;
        }
        CompletableFuture<@Nullable String> outcome = worker.network().secure(present, name, port, verify);
        settle(outcome, connectTimeout);
    }

    /** Waits until it is known how something went; the connection is gone unless it went well and in time. */
    private void settle(CompletableFuture<@Nullable String> outcome, long millis) throws SocketFailure {
        Future<?> alarm = worker.loop().schedule(() -> outcome.complete("timeout"), millis, TimeUnit.MILLISECONDS);
        boolean done = false;
        try {
            String failure = worker.<@Nullable String>await(outcome);
            if (failure != null) {
                throw new SocketFailure(failure);
            }
            done = true;
        } finally {
            alarm.cancel(false);
            if (!done) {
                drop();
            }
        }
    }

    /** Sends all of it, or fails. */
    public void send(String text) throws SocketFailure {
        Connection present = connected();
        if (writing) {
            throw new SocketFailure("socket busy writing");
        }
        ChannelFuture sending =
                present.channel().writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)));
        if (sending.isSuccess()) {
            return;
        }
        CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();
        sending.addListener(done -> outcome.complete(done.isSuccess() ? null : Failures.words(done.cause())));
        writing = true;
        try {
            settle(outcome, sendTimeout);
        } finally {
            writing = false;
        }
    }

    /** Reads from what arrives. */
    public ByteReader reader() throws SocketFailure {
        Connection present = connection;
        if (present == null) {
            throw new SocketFailure("closed");
        }
        if (reading) {
            throw new SocketFailure("socket busy reading");
        }
        return new ByteReader(present.inbound(), stream -> more(present, stream));
    }

    private boolean more(Connection present, Inbound stream) {
        present.wantMore();
        CompletableFuture<Boolean> changed = stream.changed();
        Future<?> alarm = worker.loop().schedule(() -> changed.complete(false), readTimeout, TimeUnit.MILLISECONDS);
        reading = true;
        try {
            return worker.await(changed);
        } finally {
            reading = false;
            alarm.cancel(false);
        }
    }

    /** Gives the connection to the pool. */
    public void keep(long millis, int room) throws SocketFailure {
        Connection present = connected();
        notBusy();
        if (present.inbound().size() > 0) {
            throw new SocketFailure("unread data in buffer");
        }
        forget();
        worker.network().pools().offer(pool, present, millis, room);
    }

    /** Closes; false where nothing was open. */
    public boolean close() throws SocketFailure {
        if (connection == null) {
            return false;
        }
        notBusy();
        drop();
        return true;
    }

    /** How often the connection was used before, or -1 where there is none. */
    public int reused() {
        Connection present = connection;
        return present == null ? -1 : present.reused();
    }

    public boolean isConnected() {
        return connection != null;
    }

    /** Sets an option of the connection. */
    public <T> void option(ChannelOption<T> option, T value) throws SocketFailure {
        connected().channel().config().setOption(option, value);
    }

    @Override
    public void end() {
        drop();
    }

    private Connection connected() throws SocketFailure {
        Connection present = connection;
        if (present == null) {
            throw new SocketFailure("closed");
        }
        if (!present.open()) {
            String ended = present.inbound().ended();
            throw new SocketFailure(ended == null ? "closed" : ended);
        }
        return present;
    }

    private void notBusy() throws SocketFailure {
        if (reading) {
            throw new SocketFailure("socket busy reading");
        }
        if (writing) {
            throw new SocketFailure("socket busy writing");
        }
    }

    /** Is not connected any more; the connection goes on. */
    private void forget() {
        Lifetime owner = lifetime;
        if (owner != null) {
            owner.release(this);
        }
        lifetime = null;
        connection = null;
    }

    /** Closes what is open. */
    public void drop() {
        Connection present = connection;
        forget();
        if (present != null) {
            present.close();
        }
    }
}
