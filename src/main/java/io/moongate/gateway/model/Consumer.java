package io.moongate.gateway.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends requests.
 *
 * @param id null only for one that a function made up
 * @param document the whole entity as the Admin API shows it
 */
public record Consumer(
        @Nullable UUID id,
        @Nullable String username,
        @Nullable String customId,
        Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static Consumer of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        return new Consumer(entity.id(), entity.string("username"), entity.string("custom_id"), fields);
    }
}
