package io.moongate.gateway.proxy.upstream;

import io.moongate.gateway.exchange.AddressBlocks;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Host names to addresses, as one worker knows them. The system's resolver is asked on threads of its own, once for
 * all requests that wait for the same name; what it says is kept for a short while. Addresses need no asking.
 */
public final class Names {
    private static final long KEPT_NANOS = 10_000_000_000L;
    private static final long KEPT_EMPTY_NANOS = 1_000_000_000L;
    private static final int MOST_NAMES = 4096;
    private static final int MOST_ASKED_AT_ONCE = 16;

    /** Asking blocks, and may for long; so it has threads of its own, as few as need be. */
    private static final Executor ASKING = asking();

    /** Asks the system; replaced in tests. */
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private record Known(List<InetAddress> addresses, long until) {}

    private final Executor loop;
    private final Resolver resolver;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, CompletableFuture<List<InetAddress>>> asked = new HashMap<>();
    private int turn;

    /** Names for the worker whose thread an executor runs on. */
    public Names(Executor loop, Resolver resolver) {
        this.loop = loop;
        this.resolver = resolver;
    }

    private static Executor asking() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_ASKED_AT_ONCE,
                MOST_ASKED_AT_ONCE,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("resolver-", 0).daemon(true).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The addresses of a host if they need no asking, else null. */
    @Nullable
    List<InetAddress> knownAddresses(String host) {
        Known entry = known.get(host);
        if (entry == null) {
            if (!AddressBlocks.isAddress(host)) {
                return null;
            }
            return keep(host, List.of(literal(host)), Long.MAX_VALUE);
        }
        if (entry.until != Long.MAX_VALUE && System.nanoTime() - entry.until > 0) {
            return null;
        }
        return entry.addresses;
    }

    /** Asks for the addresses of a host; an empty list where there are none. Completes on the worker's thread. */
    CompletionStage<List<InetAddress>> ask(String host) {
        CompletableFuture<List<InetAddress>> waiting = asked.get(host);
        if (waiting == null) {
            CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
            asked.put(host, answer);
            waiting = answer;
            ASKING.execute(() -> {
                List<InetAddress> addresses = resolve(host);
                loop.execute(() -> {
                    asked.remove(host);
                    long kept = addresses.isEmpty() ? KEPT_EMPTY_NANOS : KEPT_NANOS;
                    keep(host, addresses, System.nanoTime() + kept);
                    answer.complete(addresses);
                });
            });
        }
        return waiting;
    }

    /** Which address of several is tried first this time. */
    int turn(int count) {
        return count < 2 ? 0 : Math.floorMod(turn++, count);
    }

    private List<InetAddress> resolve(String host) {
        try {
            List<InetAddress> all = new ArrayList<>(Arrays.asList(resolver.resolve(host)));
            List<InetAddress> four = new ArrayList<>(all);
            four.removeIf(address -> !(address instanceof Inet4Address));
            // Kong asks for A records only, unless told otherwise; what has no such record is not lost here.
            return four.isEmpty() ? all : four;
        } catch (UnknownHostException | RuntimeException | OutOfMemoryError nobody) {
            // Whatever the resolver's trouble is, those who wait must hear of it.
            return Collections.emptyList();
        }
    }

    private List<InetAddress> keep(String host, List<InetAddress> addresses, long until) {
        if (known.size() >= MOST_NAMES) {
            known.clear();
        }
        known.put(host, new Known(addresses, until));
        return addresses;
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByAddress(host, NetUtil.createByteArrayFromIpAddressString(host));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(host, impossible);
        }
    }
}
