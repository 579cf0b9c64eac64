package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Schemas;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the database refuses into Kong's errors, by the names of the constraints that are violated. */
final class Violations {
    /** What a constraint keeps, and of which kind of entity. */
    private sealed interface Rule {
        record Primary() implements Rule {}

        record Unique(String field) implements Rule {}

        record Combination(EntitySchema schema) implements Rule {}

        record Foreign(EntitySchema from, Field field) implements Rule {}
    }

    private final Map<String, Rule> rules = new HashMap<>();

    Violations(Schemas schemas) {
        for (EntitySchema schema : schemas.all()) {
            String table = schema.name();
            rules.put(table + "_pkey", new Rule.Primary());
            rules.put(table + "_cache_key_key", new Rule.Combination(schema));
            schema.uniqueFields()
                    .forEach(field -> rules.put(table + "_" + field.name() + "_key", new Rule.Unique(field.name())));
            schema.foreignFields()
                    .forEach(field -> rules.put(table + "_" + field.name() + "_fkey", new Rule.Foreign(schema, field)));
        }
    }

    /**
     * Kong's error for a failed write of a document, or null where the failure is none of the user's.
     *
     * @param document what was to be written, or null for a deletion
     */
    @Nullable
    KongError of(EntitySchema schema, @Nullable Map<String, @Nullable Object> document, Throwable failure) {
        PSQLException refusal = find(failure);
        ServerErrorMessage message = refusal == null ? null : refusal.getServerErrorMessage();
        if (refusal == null || message == null) {
            return null;
        }
        if (isUnstorableText(refusal)) {
            return KongError.schemaViolation(
                    "@entity",
                    java.util.List.of("text that cannot be stored: it holds a " + "zero byte or is no UTF-8"));
        }
        Rule rule = message.getConstraint() == null ? null : rules.get(message.getConstraint());
        return switch (rule) {
            case null -> null;
            case Rule.Foreign(EntitySchema from, Field field)
            when document == null -> KongError.stillReferenced(schema.name(), from.name());
            case Rule.Foreign(EntitySchema from, Field field) ->
                KongError.foreignKeyMissing(
                        field.name(), String.valueOf(field.reference()), key(document, field.name()));
            case Rule.Primary() -> KongError.primaryKeyViolation(values(document, "id"));
            case Rule.Unique(String field) -> KongError.uniqueViolation(values(document, field));
            case Rule.Combination(EntitySchema of) ->
                KongError.uniqueViolation(values(document, of.cacheKey().toArray(String[]::new)));
        };
    }

    /** A zero byte in a text (22P05), or bytes that are no text (22021). */
    private static boolean isUnstorableText(PSQLException refusal) {
        return "22P05".equals(refusal.getSQLState()) || "22021".equals(refusal.getSQLState());
    }

    private static @Nullable PSQLException find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static Map<String, @Nullable Object> values(
            @Nullable Map<String, @Nullable Object> document, String... fields) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String field : fields) {
            values.put(field, document == null ? null : document.get(field));
        }
        return values;
    }

    private static Map<String, @Nullable Object> key(Map<String, @Nullable Object> document, String field) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        if (document.get(field) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> key.put(String.valueOf(name), value));
        }
        return key;
    }

    /** Whether the database could not be reached, did not answer in time, or went away. */
    static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && unreachable(refusal.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Connection failures (08), resources (53), shutdowns (57P), and what never reached the server (no state). */
    private static boolean unreachable(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }
}
