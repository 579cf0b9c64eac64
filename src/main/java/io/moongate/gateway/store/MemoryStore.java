package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entities of a gateway without a database: read from a declarative configuration, swapped whole, never written. */
public final class MemoryStore implements EntityStore {

    /** One kind of entities: by id in the order of the ids' texts, and by each unique field. */
    private record Table(
            NavigableMap<String, Map<String, @Nullable Object>> byId,
            Map<String, Map<Object, Map<String, @Nullable Object>>> byUnique) {
        static final Table EMPTY = new Table(new TreeMap<>(), Map.of());
    }

    private final Iterable<EntitySchema> schemas;
    private volatile Map<String, Table> tables = Map.of();

    /** An empty store of these entities. */
    public MemoryStore(Iterable<EntitySchema> schemas) {
        this.schemas = schemas;
    }

    /** Puts other entities in the place of all that are here, at once. */
    public void replace(Map<String, List<Map<String, @Nullable Object>>> entities) {
        Map<String, Table> fresh = new HashMap<>();
        for (EntitySchema schema : schemas) {
            NavigableMap<String, Map<String, @Nullable Object>> byId = new TreeMap<>();
            Map<String, Map<Object, Map<String, @Nullable Object>>> byUnique = new HashMap<>();
            for (Field field : schema.uniqueFields()) {
                byUnique.put(field.name(), new HashMap<>());
            }
            for (Map<String, @Nullable Object> document : entities.getOrDefault(schema.name(), List.of())) {
                byId.put(String.valueOf(document.get("id")), document);
                byUnique.forEach((field, documents) -> {
                    Object value = document.get(field);
                    if (value != null) {
                        documents.put(value, document);
                    }
                });
            }
            fresh.put(schema.name(), new Table(byId, byUnique));
        }
        tables = Map.copyOf(fresh);
    }

    private Table table(EntitySchema schema) {
        return tables.getOrDefault(schema.name(), Table.EMPTY);
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byId(EntitySchema schema, UUID id) {
        return table(schema).byId().get(id.toString());
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byUnique(EntitySchema schema, String field, String value) {
        Table table = table(schema);
        Map<Object, Map<String, @Nullable Object>> documents = table.byUnique().get(field);
        if (documents != null) {
            return documents.get(value);
        }
        // An endpoint key that is unique within a parent only, such as a target's address.
        for (Map<String, @Nullable Object> document : table.byId().values()) {
            if (value.equals(document.get(field))) {
                return document;
            }
        }
        return null;
    }

    /** A part that is full may be followed by another; an offset that was never given out leads to nothing. */
    @Override
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        NavigableMap<String, Map<String, @Nullable Object>> all = table(schema).byId();
        String offset = request.offset();
        if (offset != null) {
            String after = after(offset);
            if (after == null) {
                return Result.ok(new Page(List.of(), null));
            }
            all = all.tailMap(after, false);
        }
        List<Map<String, @Nullable Object>> part = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, Map<String, @Nullable Object>> entry : all.entrySet()) {
            if (part.size() == request.size()) {
                break;
            }
            if (listed(entry.getValue(), request)) {
                part.add(entry.getValue());
                last = entry.getKey();
            }
        }
        return Result.ok(new Page(part, part.size() == request.size() && last != null ? offset(last) : null));
    }

    private static boolean listed(Map<String, @Nullable Object> document, PageRequest request) {
        PageRequest.Parent parent = request.parent();
        if (parent != null
                && !(document.get(parent.field()) instanceof Map<?, ?> map
                        && parent.id().toString().equals(map.get("id")))) {
            return false;
        }
        TagFilter tags = request.tags();
        return tags == null || (document.get("tags") instanceof List<?> own && tags.accepts(own));
    }

    private static String offset(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String after(String offset) {
        try {
            return UUID.fromString(new String(Base64.getUrlDecoder().decode(offset), StandardCharsets.UTF_8))
                    .toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
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
