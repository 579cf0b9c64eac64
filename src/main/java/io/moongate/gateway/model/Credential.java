package io.moongate.gateway.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what a consumer is known.
 *
 * @param kind the name of the entity ({@code keyauth_credentials}); empty for one that a function made up
 * @param id null only for one that a function made up
 * @param key what is looked for
 * @param end when its time is up, in milliseconds since the epoch
 * @param document the whole entity as the Admin API shows it
 */
public record Credential(
        String kind,
        @Nullable String id,
        @Nullable UUID consumerId,
        @Nullable String key,
        long end,
        Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static Credential of(String kind, String keyField, long end, Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        return new Credential(
                kind, entity.id().toString(), entity.foreign("consumer"), entity.string(keyField), end, fields);
    }
}
