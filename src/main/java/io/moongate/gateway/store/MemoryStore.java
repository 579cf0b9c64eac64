package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entities of a gateway without a database: read from a declarative configuration, swapped whole, never written. */
public final class MemoryStore implements EntityStore {

    /** Puts other entities in the place of all that are here, at once. */
    public void replace(Map<String, List<Map<String, @Nullable Object>>> entities) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byId(EntitySchema schema, UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byUnique(EntitySchema schema, String field, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Result<Map<String, @Nullable Object>> insert(EntitySchema schema, Map<String, @Nullable Object> document) {
        return refuse(schema, Write.INSERT);
    }

    @Override
    public Result<Map<String, @Nullable Object>> update(EntitySchema schema, Map<String, @Nullable Object> document) {
        return refuse(schema, Write.UPDATE);
    }

    @Override
    public Result<Map<String, @Nullable Object>> upsert(EntitySchema schema, Map<String, @Nullable Object> document) {
        return refuse(schema, Write.UPSERT);
    }

    @Override
    public Result<Boolean> delete(EntitySchema schema, UUID id) {
        return refuse(schema, Write.DELETE);
    }

    private <T> Result<T> refuse(EntitySchema schema, Write write) {
        return Result.failed(refusal(schema, write, null));
    }

    @Override
    public KongError refusal(EntitySchema schema, Write write, @Nullable String byField) {
        String verb = switch (write) {
            case INSERT -> "create";
            case UPDATE -> "update";
            case UPSERT -> "create or update";
            case DELETE -> "remove";
        };
        return KongError.unsupported("cannot " + verb + " '" + schema.name() + "' entities"
                + (byField == null ? "" : " by '" + byField + "'") + " when not using a database");
    }
}
