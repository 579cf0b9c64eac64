package io.moongate.gateway.proxy;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.LogContext;
import io.moongate.gateway.exchange.Worker;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.proxy.upstream.Upstreams;
import io.moongate.gateway.proxy.wire.HeadBuffer;
import io.moongate.gateway.snapshot.Snapshots;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the proxy has once for each worker. Used by the worker's thread only. */
final class ProxyWorker {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    final Worker walker;
    final EventLoop loop;
    final ProxyOptions options;
    final Snapshots snapshots;
    final ErrorLog log;
    final Traffic traffic;
    final Deadlines deadlines;
    final Upstreams upstreams;
    final ForwardedFacts forwarded;

    /** Requests that are on their way now. */
    int active;

    /** Where heads are laid out; never across a wait. */
    final HeadBuffer scratch = new HeadBuffer();

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    private long dateSecond;
    private byte[] dateLine = {};

    ProxyWorker(
            Worker walker,
            EventLoop loop,
            ProxyOptions options,
            Snapshots snapshots,
            ErrorLog log,
            Traffic traffic,
            Deadlines deadlines,
            Upstreams upstreams) {
        this.walker = walker;
        this.loop = loop;
        this.options = options;
        this.snapshots = snapshots;
        this.log = log;
        this.traffic = traffic;
        this.deadlines = deadlines;
        this.upstreams = upstreams;
        this.forwarded = new ForwardedFacts(options);
    }

    /** A request sets out. */
    void began() {
        active++;
        traffic.began();
    }

    /** A request is over. */
    void ended() {
        active--;
        traffic.ended();
    }

    /** A new request id: 32 hexadecimal digits. */
    String newId() {
        byte[] digits = new byte[32];
        hex(random.nextLong(), digits, 0);
        hex(random.nextLong(), digits, 16);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** The Date header as a line, with its end. */
    byte[] dateLine() {
        long second = System.currentTimeMillis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            dateLine = ("Date: " + DATE.format(Instant.ofEpochSecond(second)) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return dateLine;
    }

    /** Writes a line about a request, with what belongs behind it. */
    void log(LogLevel level, Exchange exchange, String message) {
        if (log.enabled(level)) {
            log.log(level, exchange.connection, message + LogContext.of(exchange));
        }
    }

    /** The same with what was being done named for this line alone. */
    void log(LogLevel level, Exchange exchange, String message, @Nullable String action) {
        if (log.enabled(level)) {
            String before = exchange.action;
            exchange.action = action;
            log.log(level, exchange.connection, message + LogContext.of(exchange));
            exchange.action = before;
        }
    }

    private static void hex(long bits, byte[] to, int from) {
        for (int i = from + 15; i >= from; i--) {
            to[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
    }
}
