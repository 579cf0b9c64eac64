package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.HostName;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.store.EntityStore.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the Admin API on entities, over any store: checks what comes in, finds what is named, keeps what
 * is right.
 */
public final class Entities {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Schemas schemas;
    private final Validator validator;
    private final EntityStore store;
    private final PluginScope pluginScope;
    private final AuthorityUse authorityUse;

    public Entities(Schemas schemas, Validator validator, EntityStore store) {
        this.schemas = schemas;
        this.validator = validator;
        this.store = store;
        this.pluginScope = new PluginScope(schemas, store);
        this.authorityUse = new AuthorityUse(schemas, store);
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
        if (UUID_FORM.matcher(segment).matches()) {
            return Result.ok(new Key.Id(UUID.fromString(segment)));
        }
        String field = schema.endpointKey();
        if (field == null) {
            return Result.failed(KongError.invalidPrimaryKey());
        }
        KongError wrong = validator.checkUnique(schema, field, segment);
        return wrong == null ? Result.ok(new Key.Unique(field, segment)) : Result.failed(wrong);
    }

    /** The entity that a path names, or null. */
    public @Nullable Map<String, @Nullable Object> find(EntitySchema schema, Key key) {
        return shown(
                switch (key) {
                    case Key.Id(UUID id) -> store.byId(schema, id);
                    case Key.Unique(String field, String value) -> store.byUnique(schema, field, value);
                });
    }

    /** A part of a listing. */
    public Result<Page> page(EntitySchema schema, PageRequest request) {
        Result<Page> page = store.page(schema, request);
        return schema.field(EntitySchema.LIFETIME) == null ? page : page.map(Entities::shown);
    }

    private static @Nullable Map<String, @Nullable Object> shown(@Nullable Map<String, @Nullable Object> document) {
        return Lifetime.shown(document, System.currentTimeMillis());
    }

    private static Page shown(Page page) {
        List<Map<String, @Nullable Object>> living = new ArrayList<>();
        for (Map<String, @Nullable Object> document : page.entities()) {
            Map<String, @Nullable Object> shown = shown(document);
            if (shown != null) {
                living.add(shown);
            }
        }
        return new Page(living, page.offset());
    }

    /** Stores a checked document, and gives it back as it is shown. */
    private static Result<Map<String, @Nullable Object>> keep(
            EntitySchema schema,
            Map<String, @Nullable Object> document,
            Map<String, @Nullable Object> written,
            Function<Map<String, @Nullable Object>, Result<Map<String, @Nullable Object>>> store) {
        return store.apply(Lifetime.kept(schema.seal().apply(document, written), System.currentTimeMillis()))
                .map((Map<String, @Nullable Object> stored) -> {
                    Map<String, @Nullable Object> shown = shown(stored);
                    return shown == null ? stored : shown;
                });
    }

    /** Adds an entity (POST). */
    public Result<Map<String, @Nullable Object>> create(EntitySchema schema, Map<String, @Nullable Object> input) {
        return resolve(schema, input)
                .then((Map<String, @Nullable Object> document) -> validator.insert(schema, document))
                .then((Map<String, @Nullable Object> document) -> allowed(schema, document, Write.INSERT, null))
                .then((Map<String, @Nullable Object> document) -> keep(
                        schema, document, input, (Map<String, @Nullable Object> kept) -> store.insert(schema, kept)));
    }

    /** Changes an entity (PATCH). */
    public Result<Map<String, @Nullable Object>> update(
            EntitySchema schema, Key key, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> stored = find(schema, key);
        if (stored == null) {
            return Result.failed(KongError.notFound(document(key)));
        }
        return resolve(schema, input)
                .then((Map<String, @Nullable Object> change) -> {
                    Map<String, @Nullable Object> sameId = new LinkedHashMap<>(change);
                    sameId.remove("id");
                    return validator.update(schema, sameId, stored);
                })
                .then((Map<String, @Nullable Object> document) -> allowed(schema, document, Write.UPDATE, field(key)))
                .then((Map<String, @Nullable Object> document) -> keep(
                        schema, document, input, (Map<String, @Nullable Object> kept) -> store.update(schema, kept)));
    }

    /** Adds or replaces an entity (PUT). */
    public Result<Map<String, @Nullable Object>> put(
            EntitySchema schema, Key key, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> stored = find(schema, key);
        Map<String, @Nullable Object> named = new LinkedHashMap<>(input);
        named.putAll(document(key));
        if (stored != null) {
            named.put("id", stored.get("id"));
        }
        return resolve(schema, named)
                .then((Map<String, @Nullable Object> document) -> validator.upsert(schema, document, stored))
                .then((Map<String, @Nullable Object> document) -> allowed(schema, document, Write.UPSERT, field(key)))
                .then((Map<String, @Nullable Object> document) -> keep(
                        schema, document, input, (Map<String, @Nullable Object> kept) -> store.upsert(schema, kept)));
    }

    /** Deletes an entity; true where it was there. */
    public Result<Boolean> delete(EntitySchema schema, Key key) {
        Map<String, @Nullable Object> stored = find(schema, key);
        if (stored == null || !(stored.get("id") instanceof String id)) {
            return Result.ok(false);
        }
        KongError refusal = store.refusal(schema, Write.DELETE, field(key));
        if (refusal == null && schema.name().equals("ca_certificates")) {
            refusal = authorityUse.refusal(id);
        }
        return refusal == null ? store.delete(schema, UUID.fromString(id)) : Result.failed(refusal);
    }

    /** Checks without storing ({@code POST /schemas/…/validate}). */
    public Result<Map<String, @Nullable Object>> validate(EntitySchema schema, Map<String, @Nullable Object> input) {
        return validator.insert(schema, input);
    }

    private Result<Map<String, @Nullable Object>> allowed(
            EntitySchema schema, Map<String, @Nullable Object> document, Write write, @Nullable String byField) {
        KongError refusal = store.refusal(schema, write, byField);
        if (refusal == null && schema.name().equals("plugins")) {
            refusal = pluginScope.refusal(document);
        }
        return refusal == null ? Result.ok(document) : Result.failed(refusal);
    }

    /** A target's address is looked at before anything else of it. */
    private static @Nullable KongError badAddress(EntitySchema schema, Map<String, @Nullable Object> input) {
        return schema.name().equals("targets")
                        && input.get("target") instanceof String target
                        && HostName.parse(target) instanceof HostName.Parsed.Invalid
                ? KongError.schemaViolation("target", "Invalid target; not a valid hostname or ip address")
                : null;
    }

    private static @Nullable String field(Key key) {
        return key instanceof Key.Unique(String field, String value) ? field : null;
    }

    private static Map<String, @Nullable Object> document(Key key) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        switch (key) {
            case Key.Id(UUID id) -> result.put("id", id.toString());
            case Key.Unique(String field, String value) -> result.put(field, value);
        }
        return result;
    }

    /** Puts ids in the place of foreign entities that are named by a unique field ({@code {"name": "svc"}}). */
    private Result<Map<String, @Nullable Object>> resolve(EntitySchema schema, Map<String, @Nullable Object> input) {
        KongError badAddress = badAddress(schema, input);
        if (badAddress != null) {
            return Result.failed(badAddress);
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>(input);
        for (Field foreign : schema.foreignFields()) {
            EntitySchema other = schemas.find(String.valueOf(foreign.reference()));
            if (other == null || !(document.get(foreign.name()) instanceof Map<?, ?> map) || map.get("id") != null) {
                continue;
            }
            for (Field unique : other.uniqueFields()) {
                if (map.get(unique.name()) instanceof String value) {
                    Map<String, @Nullable Object> found = store.byUnique(other, unique.name(), value);
                    if (found == null) {
                        return Result.failed(
                                KongError.foreignKeyUnresolved(foreign.name(), unique.name(), value, other.name()));
                    }
                    Map<String, @Nullable Object> id = new LinkedHashMap<>();
                    id.put("id", String.valueOf(found.get("id")).toLowerCase(Locale.ROOT));
                    document.put(foreign.name(), id);
                    break;
                }
            }
        }
        return Result.ok(document);
    }
}
