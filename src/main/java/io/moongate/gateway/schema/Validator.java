package io.moongate.gateway.schema;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks documents against their schemas, and completes them: ids, times, defaults, shorthands. What it gives back has
 * every field of its schema. It looks at nothing but the documents it is given.
 */
public final class Validator {
    private final Clock clock;
    private final Supplier<UUID> ids;

    public Validator(Clock clock, Supplier<UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    public Validator() {
        this(Clock.systemUTC(), UUID::randomUUID);
    }

    /** A new entity. */
    public Result<Map<String, @Nullable Object>> insert(EntitySchema schema, Map<String, @Nullable Object> input) {
        throw new UnsupportedOperationException();
    }

    /**
     * A changed entity: the input laid over what is stored. Lists are replaced, records merged, null resets.
     *
     * @param stored the whole entity as it is
     */
    public Result<Map<String, @Nullable Object>> update(
            EntitySchema schema, Map<String, @Nullable Object> input, Map<String, @Nullable Object> stored) {
        throw new UnsupportedOperationException();
    }

    /** A replaced entity: what is not given returns to its default, except the time it was created. */
    public Result<Map<String, @Nullable Object>> upsert(
            EntitySchema schema, Map<String, @Nullable Object> input, @Nullable Map<String, @Nullable Object> stored) {
        throw new UnsupportedOperationException();
    }

    /** Whether the value could be that of a unique field; gives Kong's error where not. */
    public @Nullable KongError checkUnique(EntitySchema schema, String field, Object value) {
        throw new UnsupportedOperationException();
    }
}
