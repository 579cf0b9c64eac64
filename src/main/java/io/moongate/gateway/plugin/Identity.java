package io.moongate.gateway.plugin;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the request, and by headers the upstream, who sends it. What a client says of itself there is dropped. */
public final class Identity {
    private static final String CONSUMER_ID = "X-Consumer-ID";
    private static final String CUSTOM_ID = "X-Consumer-Custom-ID";
    private static final String USERNAME = "X-Consumer-Username";
    private static final String CREDENTIAL = "X-Credential-Identifier";
    private static final String ANONYMOUS = "X-Anonymous-Consumer";

    private Identity() {}

    /**
     * The request is a consumer's.
     *
     * @param identifier what the upstream hears of the credential
     */
    public static void known(
            Exchange exchange, @Nullable Consumer consumer, Credential credential, @Nullable String identifier) {
        HeaderList headers = exchange.request.headers;
        consumer(headers, consumer);
        put(headers, CREDENTIAL, identifier);
        headers.remove(ANONYMOUS);
        exchange.consumer = consumer;
        exchange.credential = credential;
    }

    /** Nobody knows whose request it is, and this consumer stands in for whoever it is. */
    public static void anonymous(Exchange exchange, Consumer consumer) {
        HeaderList headers = exchange.request.headers;
        consumer(headers, consumer);
        headers.remove(CREDENTIAL);
        headers.set(ANONYMOUS, "true");
        exchange.consumer = consumer;
        exchange.credential = null;
    }

    /** The consumer that a plugin's setting {@code anonymous} names by id or username, or null. */
    public static @Nullable Consumer named(Exchange exchange, String idOrName) {
        Consumer found = null;
        try {
            found = exchange.configuration.consumer(UUID.fromString(idOrName));
        } catch (IllegalArgumentException noId) {
            // Then it is a name.
        }
        return found == null ? exchange.configuration.consumerNamed(idOrName) : found;
    }

    private static void consumer(HeaderList headers, @Nullable Consumer consumer) {
        put(
                headers,
                CONSUMER_ID,
                consumer == null || consumer.id() == null ? null : consumer.id().toString());
        put(headers, CUSTOM_ID, consumer == null ? null : consumer.customId());
        put(headers, USERNAME, consumer == null ? null : consumer.username());
    }

    private static void put(HeaderList headers, String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, bytes(value));
        }
    }

    /** Text as UTF-8 bytes in characters, the form of what is sent. */
    public static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What was sent, as text. */
    public static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
