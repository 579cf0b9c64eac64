package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the Admin API on entities, over any store: checks what comes in, finds what is named, keeps what
 * is right.
 */
public final class Entities {
    private final Schemas schemas;
    private final Validator validator;
    private final EntityStore store;

    public Entities(Schemas schemas, Validator validator, EntityStore store) {
        this.schemas = schemas;
        this.validator = validator;
        this.store = store;
    }

    /** How a path names an entity. */
    public sealed interface Key {
        record Id(UUID id) implements Key {}

        record Unique(String field, String value) implements Key {}
    }

    public Schemas schemas() {
        return schemas;
    }

    /** Reads a segment of a path: an id in any case, else a value of the endpoint key, where the entity has one. */
    public Result<Key> key(EntitySchema schema, String segment) {
        throw new UnsupportedOperationException();
    }

    /** The entity that a path names, or null. */
    public @Nullable Map<String, @Nullable Object> find(EntitySchema schema, Key key) {
        throw new UnsupportedOperationException();
    }

    /** A part of a listing. */
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        return store.page(schema, request);
    }

    /** Adds an entity (POST). */
    public Result<Map<String, @Nullable Object>> create(EntitySchema schema, Map<String, @Nullable Object> input) {
        throw new UnsupportedOperationException();
    }

    /** Changes an entity (PATCH). */
    public Result<Map<String, @Nullable Object>> update(
            EntitySchema schema, Key key, Map<String, @Nullable Object> input) {
        throw new UnsupportedOperationException();
    }

    /** Adds or replaces an entity (PUT). */
    public Result<Map<String, @Nullable Object>> put(
            EntitySchema schema, Key key, Map<String, @Nullable Object> input) {
        throw new UnsupportedOperationException();
    }

    /** Deletes an entity; true where it was there. */
    public Result<Boolean> delete(EntitySchema schema, Key key) {
        throw new UnsupportedOperationException();
    }

    /** Checks without storing ({@code POST /schemas/…/validate}). */
    public Result<Map<String, @Nullable Object>> validate(EntitySchema schema, Map<String, @Nullable Object> input) {
        return validator.insert(schema, input);
    }
}
