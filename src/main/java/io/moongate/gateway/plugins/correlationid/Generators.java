package io.moongate.gateway.plugins.correlationid;

import io.moongate.gateway.exchange.Exchange;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The ways to make up an id. */
final class Generators {
    private static final double MILLIS = 1000;

    private Generators() {}

    static Function<Exchange, String> of(String name) {
        return switch (name) {
            case "uuid" -> exchange -> uuid();
            case "tracker" -> Generators::tracker;
            default -> {
                String start = UUID.randomUUID() + "#";
                AtomicLong counter = new AtomicLong();
                yield exchange -> start + counter.incrementAndGet();
            }
        };
    }

    /** A random UUID; nobody has to be unable to guess it. */
    private static String uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long most = random.nextLong() & ~0xF000L | 0x4000L;
        long least = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least).toString();
    }

    private static String tracker(Exchange exchange) {
        return String.format(
                Locale.ROOT,
                "%s-%d-%d-%d-%d-%.3f",
                exchange.request.serverAddress,
                exchange.request.serverPort,
                ProcessHandle.current().pid(),
                exchange.connection,
                exchange.requestOfConnection,
                System.currentTimeMillis() / MILLIS);
    }
}
