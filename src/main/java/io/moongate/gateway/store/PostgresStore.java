package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Entities in PostgreSQL. Each operation is a transaction; the database itself keeps ids, unique and foreign keys, so
 * that nodes writing at once cannot break them. A write that is committed is put in force before it returns.
 */
public final class PostgresStore implements EntityStore {
    private final Map<String, RowRepository<?>> repositories = new HashMap<>();
    private final Violations violations;
    private final ChangeCounter counter;
    private final Changes changes;

    PostgresStore(Iterable<RowRepository<?>> repositories, Schemas schemas, ChangeCounter counter, Changes changes) {
        repositories.forEach(repository -> this.repositories.put(repository.kind(), repository));
        for (EntitySchema schema : schemas.all()) {
            rows(schema);
        }
        this.violations = new Violations(schemas);
        this.counter = counter;
        this.changes = changes;
    }

    private RowRepository<?> rows(EntitySchema schema) {
        RowRepository<?> rows = repositories.get(schema.name());
        if (rows == null) {
            throw new IllegalArgumentException("no table for " + schema.name());
        }
        return rows;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byId(EntitySchema schema, UUID id) {
        return read(() -> document(rows(schema).findById(id)));
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byUnique(EntitySchema schema, String field, String value) {
        String property = property(field);
        return read(() -> document(rows(schema).find(property, value).firstResult()));
    }

    @Override
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        String offset = request.offset();
        return offset == null
                ? Result.ok(page(schema, request, null))
                : PageOffset.read(offset).map(after -> page(schema, request, after));
    }

    private Page page(EntitySchema schema, PageRequest request, @Nullable UUID after) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (after != null) {
            conditions.add("id > :after");
            parameters.put("after", after);
        }
        PageRequest.Parent parent = request.parent();
        if (parent != null) {
            conditions.add(property(parent.field()) + " = :parent");
            parameters.put("parent", parent.id());
        }
        TagFilter tags = request.tags();
        if (tags != null) {
            conditions.add(tags.all() ? "array_includes(tags, :tags)" : "array_intersects(tags, :tags)");
            parameters.put("tags", tags.tags().toArray(String[]::new));
        }
        String query = (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)) + " order by id";
        return read(() -> {
            PanacheQuery<? extends EntityRow> found = rows(schema).find(query, parameters);
            // One more than asked for shows whether there is a next part.
            List<? extends EntityRow> rows = found.range(0, request.size()).list();
            boolean more = rows.size() > request.size();
            List<? extends EntityRow> shown = more ? rows.subList(0, request.size()) : rows;
            List<Map<String, @Nullable Object>> documents = new ArrayList<>();
            for (EntityRow row : shown) {
                documents.add(DocumentJson.read(row.document));
            }
            return new Page(documents, more ? PageOffset.write(shown.getLast().id) : null);
        });
    }

    @Override
    public Result<Map<String, @Nullable Object>> insert(EntitySchema schema, Map<String, @Nullable Object> document) {
        return write(schema, document, () -> {
            add(rows(schema), document);
            return Result.ok(document);
        });
    }

    @Override
    public Result<Map<String, @Nullable Object>> update(EntitySchema schema, Map<String, @Nullable Object> document) {
        UUID id = new Document(document).id();
        return write(schema, document, () -> {
            if (replace(rows(schema), id, document)) {
                return Result.ok(document);
            }
            Map<String, @Nullable Object> key = new LinkedHashMap<>();
            key.put("id", id.toString());
            return Result.failed(KongError.notFound(key));
        });
    }

    @Override
    public Result<Map<String, @Nullable Object>> upsert(EntitySchema schema, Map<String, @Nullable Object> document) {
        UUID id = new Document(document).id();
        return write(schema, document, () -> {
            if (!replace(rows(schema), id, document)) {
                add(rows(schema), document);
            }
            return Result.ok(document);
        });
    }

    @Override
    public Result<Boolean> delete(EntitySchema schema, UUID id) {
        return write(schema, null, () -> {
            RowRepository<?> rows = rows(schema);
            boolean deleted = rows.deleteById(id);
            rows.flush();
            return Result.ok(deleted);
        });
    }

    private static <R extends EntityRow> void add(RowRepository<R> rows, Map<String, @Nullable Object> document) {
        R row = rows.blank();
        row.fill(new Document(document), DocumentJson.write(document));
        rows.persistAndFlush(row);
    }

    private static <R extends EntityRow> boolean replace(
            RowRepository<R> rows, UUID id, Map<String, @Nullable Object> document) {
        R row = rows.findById(id);
        if (row == null) {
            return false;
        }
        row.fill(new Document(document), DocumentJson.write(document));
        rows.flush();
        return true;
    }

    private <T extends @Nullable Object> T read(Callable<T> query) {
        try {
            return QuarkusTransaction.requiringNew().call(query);
        } catch (RuntimeException e) {
            throw reachable(e);
        }
    }

    /** Runs a write, counts it and puts it in force; a write that is refused or changes nothing is neither. */
    private <T> Result<T> write(
            EntitySchema schema, @Nullable Map<String, @Nullable Object> document, Callable<Result<T>> change) {
        record Done<T>(Result<T> result, long version) {}
        Done<T> done;
        try {
            done = QuarkusTransaction.requiringNew().call(() -> {
                Result<T> result = change.call();
                boolean changed = result instanceof Result.Ok<T>(T value) && !Boolean.FALSE.equals(value);
                return new Done<>(result, changed ? counter.count(rows(schema).getEntityManager()) : -1);
            });
        } catch (RuntimeException e) {
            KongError error = violations.of(schema, document, e);
            if (error == null) {
                throw reachable(e);
            }
            return Result.failed(error);
        }
        if (done.version() >= 0) {
            // First, so that the feed, which hears of this change as well, does not apply it again.
            counter.inForce(done.version());
            changes.apply();
        }
        return done.result();
    }

    private static RuntimeException reachable(RuntimeException failure) {
        return Violations.isUnreachable(failure)
                ? new StoreUnavailableException("the database is unreachable", failure)
                : failure;
    }

    private static @Nullable Map<String, @Nullable Object> document(@Nullable EntityRow row) {
        return row == null ? null : DocumentJson.read(row.document);
    }

    /** The property of a row that holds a field: {@code custom_id} is {@code customId}. */
    private static String property(String field) {
        StringBuilder property = new StringBuilder(field.length());
        boolean upper = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                property.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return property.toString();
    }
}
