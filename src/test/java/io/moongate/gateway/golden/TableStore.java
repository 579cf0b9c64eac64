package io.moongate.gateway.golden;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Schemas.Reference;
import io.moongate.gateway.store.EntityStore;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store that takes writes, as one over a database does: for tests. */
final class TableStore implements EntityStore {
    private static final Pattern OFFSET = Pattern.compile("\\[\"([0-9a-f-]{36})\"]");

    private final Schemas schemas;
    private final Map<String, NavigableMap<String, Map<String, @Nullable Object>>> tables = new HashMap<>();

    TableStore(Schemas schemas) {
        this.schemas = schemas;
    }

    private NavigableMap<String, Map<String, @Nullable Object>> table(EntitySchema schema) {
        return tables.computeIfAbsent(schema.name(), name -> new TreeMap<>());
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byId(EntitySchema schema, UUID id) {
        return table(schema).get(id.toString());
    }

    @Override
    public @Nullable Map<String, @Nullable Object> byUnique(EntitySchema schema, String field, String value) {
        return table(schema).values().stream()
                .filter(document -> value.equals(document.get(field)))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        NavigableMap<String, Map<String, @Nullable Object>> all = table(schema);
        if (request.offset() != null) {
            try {
                Matcher matcher = OFFSET.matcher(
                        new String(Base64.getUrlDecoder().decode(request.offset()), StandardCharsets.UTF_8));
                if (!matcher.matches()) {
                    return Result.failed(KongError.invalidOffset(request.offset(), "bad offset string"));
                }
                all = all.tailMap(matcher.group(1), false);
            } catch (IllegalArgumentException e) {
                return Result.failed(KongError.invalidOffset(request.offset(), "bad base64 encoding"));
            }
        }
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Map<String, @Nullable Object> document : all.values()) {
            boolean tagged = request.tags() == null
                    || (document.get("tags") instanceof List<?> tags
                            && request.tags().accepts(tags));
            boolean inside = request.parent() == null
                    || refersTo(
                            document,
                            request.parent().field(),
                            request.parent().id().toString());
            if (tagged && inside) {
                found.add(document);
            }
        }
        if (found.size() <= request.size()) {
            return Result.ok(new Page(found, null));
        }
        List<Map<String, @Nullable Object>> part = found.subList(0, request.size());
        String last = "[\"" + part.getLast().get("id") + "\"]";
        return Result.ok(new Page(
                part, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8))));
    }

    private static boolean refersTo(Map<String, @Nullable Object> document, String field, String id) {
        return document.get(field) instanceof Map<?, ?> map && id.equals(map.get("id"));
    }

    @Override
    public Result<Map<String, @Nullable Object>> insert(EntitySchema schema, Map<String, @Nullable Object> document) {
        String id = String.valueOf(document.get("id"));
        if (table(schema).containsKey(id)) {
            Map<String, @Nullable Object> key = new LinkedHashMap<>();
            key.put("id", id);
            return Result.failed(KongError.primaryKeyViolation(key));
        }
        return upsert(schema, document);
    }

    @Override
    public Result<Map<String, @Nullable Object>> update(EntitySchema schema, Map<String, @Nullable Object> document) {
        return upsert(schema, document);
    }

    @Override
    public Result<Map<String, @Nullable Object>> upsert(EntitySchema schema, Map<String, @Nullable Object> document) {
        String id = String.valueOf(document.get("id"));
        for (Field foreign : schema.foreignFields()) {
            if (document.get(foreign.name()) instanceof Map<?, ?> map) {
                EntitySchema other = schemas.find(String.valueOf(foreign.reference()));
                if (other == null || byId(other, UUID.fromString(String.valueOf(map.get("id")))) == null) {
                    Map<String, @Nullable Object> key = new LinkedHashMap<>();
                    key.put("id", map.get("id"));
                    return Result.failed(
                            KongError.foreignKeyMissing(foreign.name(), String.valueOf(foreign.reference()), key));
                }
            }
        }
        for (Field unique : schema.uniqueFields()) {
            Object value = document.get(unique.name());
            if (value != null && taken(schema, id, document, List.of(unique.name()))) {
                return Result.failed(violation(document, List.of(unique.name())));
            }
        }
        if (!schema.cacheKey().isEmpty() && taken(schema, id, document, schema.cacheKey())) {
            return Result.failed(violation(document, schema.cacheKey()));
        }
        table(schema).put(id, document);
        return Result.ok(document);
    }

    private boolean taken(EntitySchema schema, String id, Map<String, @Nullable Object> document, List<String> fields) {
        return table(schema).values().stream()
                .filter(other -> !id.equals(other.get("id")))
                .anyMatch(other -> fields.stream()
                        .allMatch(field -> java.util.Objects.equals(other.get(field), document.get(field))));
    }

    private static KongError violation(Map<String, @Nullable Object> document, List<String> fields) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        fields.forEach(field -> key.put(field, document.get(field)));
        return KongError.uniqueViolation(key);
    }

    @Override
    public Result<Boolean> delete(EntitySchema schema, UUID id) {
        for (Reference reference : schemas.referencesTo(schema.name())) {
            List<Map<String, @Nullable Object>> users = table(reference.from()).values().stream()
                    .filter(document -> refersTo(document, reference.field().name(), id.toString()))
                    .toList();
            if (!users.isEmpty() && reference.field().onDelete() == Field.OnDelete.RESTRICT) {
                return Result.failed(KongError.stillReferenced(
                        schema.name(), reference.from().name()));
            }
            for (Map<String, @Nullable Object> user : users) {
                delete(reference.from(), UUID.fromString(String.valueOf(user.get("id"))));
            }
        }
        return Result.ok(table(schema).remove(id.toString()) != null);
    }
}
