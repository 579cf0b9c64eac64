package io.moongate.gateway.schema;

import io.moongate.gateway.schema.EntitySchema.Shorthand;
import io.moongate.gateway.schema.EntitySchema.Subschema;
import io.moongate.gateway.schema.EntitySchema.Subschemas;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks documents against their schemas, and completes them: ids, times, defaults, shorthands. What it gives back has
 * every field of its schema. It looks at nothing but the documents it is given.
 */
public final class Validator {
    private static final String CREATED = "created_at";
    private static final String UPDATED = "updated_at";

    private static final int SECRET_LENGTH = 32;
    private static final String SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

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
        return expand(schema, input).then((Map<String, @Nullable Object> document) -> {
            stamp(schema, document);
            return check(schema, document);
        });
    }

    /**
     * A changed entity: the input laid over what is stored. Lists are replaced, records merged, null resets.
     *
     * @param stored the whole entity as it is
     */
    public Result<Map<String, @Nullable Object>> update(
            EntitySchema schema, Map<String, @Nullable Object> input, Map<String, @Nullable Object> stored) {
        return expand(schema, input).then((Map<String, @Nullable Object> change) -> {
            Map<String, @Nullable Object> errors = immutable(schema, change, stored);
            if (!errors.isEmpty()) {
                return Result.failed(KongError.schemaViolation(errors));
            }
            change.remove(UPDATED);
            Subschema subschema = schema.subschemaOf(change.containsKey(key(schema)) ? change : stored);
            Map<String, @Nullable Object> document =
                    Completion.merge(schema.fieldsOf(subschema).values(), change, stored);
            document.remove(UPDATED);
            stamp(schema, document);
            return check(schema, document);
        });
    }

    /** A replaced entity: what is not given returns to its default, except the time it was created. */
    public Result<Map<String, @Nullable Object>> upsert(
            EntitySchema schema, Map<String, @Nullable Object> input, @Nullable Map<String, @Nullable Object> stored) {
        return expand(schema, input).then((Map<String, @Nullable Object> document) -> {
            if (stored != null) {
                Object created = stored.get(CREATED);
                document.putIfAbsent(CREATED, created);
                Map<String, @Nullable Object> errors = immutable(schema, document, stored);
                if (!errors.isEmpty()) {
                    return Result.failed(KongError.schemaViolation(errors));
                }
            }
            document.remove(UPDATED);
            stamp(schema, document);
            return check(schema, document);
        });
    }

    /** Whether the value could be that of a unique field; gives Kong's error where not. */
    public @Nullable KongError checkUnique(EntitySchema schema, String field, Object value) {
        Field declared = schema.field(field);
        if (declared == null) {
            return null;
        }
        Object wrong = FieldRules.check(declared, value);
        return wrong == null ? null : KongError.invalidUnique(field, String.valueOf(wrong));
    }

    private static String key(EntitySchema schema) {
        Subschemas subschemas = schema.subschemas();
        return subschemas == null ? "" : subschemas.key();
    }

    private static Map<String, @Nullable Object> immutable(
            EntitySchema schema, Map<String, @Nullable Object> change, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            String name = field.name();
            if (field.isImmutable() && change.containsKey(name)) {
                Object before = stored.get(name);
                if (before != null && !before.equals(Completion.given(field, change.get(name)))) {
                    errors.put(name, "immutable field cannot be updated");
                }
            }
        }
        return errors;
    }

    /** Puts the fields that shorthands stand for in their places. */
    private static Result<Map<String, @Nullable Object>> expand(
            EntitySchema schema, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(input);
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        for (Shorthand shorthand : schema.shorthands()) {
            Field field = shorthand.field();
            if (!document.containsKey(field.name())) {
                continue;
            }
            Object value = document.remove(field.name());
            Object wrong = FieldRules.check(field, value);
            if (wrong != null) {
                errors.put(field.name(), wrong);
            } else if (value != null) {
                document.putAll(shorthand.expand().apply(value));
            }
        }
        return errors.isEmpty()
                ? Result.ok(schema.prepare().apply(document))
                : Result.failed(KongError.schemaViolation(errors));
    }

    /** Gives an id and times where there are none. */
    private void stamp(EntitySchema schema, Map<String, @Nullable Object> document) {
        for (Field field : schema.fields()) {
            if (field.isAuto() && document.get(field.name()) == null) {
                if (field.isUuid()) {
                    document.put(field.name(), ids.get().toString());
                } else if (field.isTimestamp()) {
                    document.put(field.name(), now(field));
                } else {
                    document.put(field.name(), secret());
                }
            } else if (field.isAuto() && field.isUuid() && document.get(field.name()) instanceof String id) {
                document.put(field.name(), id.toLowerCase(java.util.Locale.ROOT));
            }
        }
    }

    /** A text that nobody guesses. */
    private static String secret() {
        StringBuilder text = new StringBuilder(SECRET_LENGTH);
        for (int i = 0; i < SECRET_LENGTH; i++) {
            text.append(SECRET_LETTERS.charAt(RANDOM.nextInt(SECRET_LETTERS.length())));
        }
        return text.toString();
    }

    private Object now(Field field) {
        long millis = clock.millis();
        return field.type() == FieldType.INTEGER ? (Object) (millis / 1000) : (Object) (millis / 1000.0);
    }

    private static Result<Map<String, @Nullable Object>> check(
            EntitySchema schema, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(input);
        Subschemas subschemas = schema.subschemas();
        Subschema subschema = null;
        if (subschemas != null) {
            Field decisive = schema.field(subschemas.key());
            if (!document.containsKey(subschemas.key()) && decisive != null && decisive.hasDefault()) {
                document.put(subschemas.key(), decisive.defaultValue());
            }
            subschema = schema.subschemaOf(document);
            if (subschema == null) {
                return Result.failed(KongError.schemaViolation(
                        subschemas.key(), unknown(subschemas, document.get(subschemas.key()))));
            }
        }
        Map<String, Field> fields = schema.fieldsOf(subschema);
        document = Completion.fill(fields.values(), document);
        Map<String, @Nullable Object> errors = FieldRules.all(fields, document);
        List<EntityCheck> checks = new ArrayList<>(schema.checks());
        if (subschema != null) {
            checks.addAll(subschema.checks());
        }
        EntityChecks.run(fields, checks, document, errors);
        return errors.isEmpty() ? Result.ok(document) : Result.failed(KongError.schemaViolation(errors));
    }

    private static String unknown(Subschemas subschemas, @Nullable Object value) {
        return switch (value) {
            case null -> FieldRules.REQUIRED;
            case String text -> subschemas.unknown().replace("%s", text);
            case List<?> list ->
                subschemas.unknown().replace("%s", list.isEmpty() ? "nil" : String.valueOf(list.getFirst()));
            default -> "expected a string";
        };
    }
}
