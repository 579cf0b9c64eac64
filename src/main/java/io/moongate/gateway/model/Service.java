package io.moongate.gateway.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream service: where requests of its routes go.
 *
 * @param protocol {@code http} or {@code https} for what this proxy serves
 * @param path the prefix of the upstream path, or null for none
 * @param connectTimeout milliseconds, as are the other timeouts
 * @param document the whole entity as the Admin API shows it
 */
public record Service(
        UUID id,
        @Nullable String name,
        String protocol,
        String host,
        int port,
        @Nullable String path,
        int retries,
        int connectTimeout,
        int writeTimeout,
        int readTimeout,
        boolean enabled,
        Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static Service of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        return new Service(
                entity.id(),
                entity.string("name"),
                entity.required("protocol"),
                entity.required("host"),
                (int) entity.integer("port", 80),
                entity.string("path"),
                (int) entity.integer("retries", 5),
                (int) entity.integer("connect_timeout", 60_000),
                (int) entity.integer("write_timeout", 60_000),
                (int) entity.integer("read_timeout", 60_000),
                entity.bool("enabled", true),
                fields);
    }
}
