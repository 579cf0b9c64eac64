package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checked documents. Each operation stands for itself: what it refuses is not done, not even in part. Documents
 * given out may be shared and are not to be changed.
 *
 * <p>A store that cannot be reached throws {@link StoreUnavailableException}.
 */
public interface EntityStore {

    /** The entity with an id, or null. */
    @Nullable
    Map<String, @Nullable Object> byId(EntitySchema schema, UUID id);

    /** The entity with a value in a unique field, or null. */
    @Nullable
    Map<String, @Nullable Object> byUnique(EntitySchema schema, String field, String value);

    /** A part of a listing; refuses an offset that it never gave out. */
    Result<Page> page(EntitySchema schema, PageRequest request);

    /**
     * Adds an entity. Refuses where its id, a unique field or its cache key is taken, or a foreign field names what is
     * not there.
     *
     * @param document checked, whole
     */
    Result<Map<String, @Nullable Object>> insert(EntitySchema schema, Map<String, @Nullable Object> document);

    /** Puts a document in the place of the stored one with its id; refuses as {@link #insert} does, or if it is gone. */
    Result<Map<String, @Nullable Object>> update(EntitySchema schema, Map<String, @Nullable Object> document);

    /** Adds a document, or puts it in the place of the stored one with its id; refuses as {@link #insert} does. */
    Result<Map<String, @Nullable Object>> upsert(EntitySchema schema, Map<String, @Nullable Object> document);

    /**
     * Deletes an entity and those that cascade with it; refuses where another one refers to it otherwise.
     *
     * @return whether it was there
     */
    Result<Boolean> delete(EntitySchema schema, UUID id);

    /** A kind of write. */
    enum Write {
        INSERT,
        UPDATE,
        UPSERT,
        DELETE
    }

    /**
     * The refusal of a store that takes no writes, or null for one that does.
     *
     * @param byField the unique field that names the entity, or null where its id does
     */
    default @Nullable KongError refusal(EntitySchema schema, Write write, @Nullable String byField) {
        return null;
    }
}
