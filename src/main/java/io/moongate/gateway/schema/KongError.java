package io.moongate.gateway.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error in Kong's words and shape: what the Admin API answers with when an operation on an entity is refused.
 *
 * @param kind decides code, name and HTTP status
 * @param message the sentence
 * @param fields a tree shaped like the entity with a text at each field that is wrong, and entity errors under {@code
 *     @entity}; null where the error has none
 * @param extra further members of the body, such as {@code flattened_errors}
 */
public record KongError(
        Kind kind, String message, @Nullable Map<String, @Nullable Object> fields, Map<String, Object> extra) {

    /** Kong's numbered errors. */
    public enum Kind {
        INVALID_PRIMARY_KEY(1, "invalid primary key", 400),
        SCHEMA_VIOLATION(2, "schema violation", 400),
        PRIMARY_KEY_VIOLATION(3, "primary key violation", 400),
        FOREIGN_KEY_VIOLATION(4, "foreign key violation", 400),
        UNIQUE_VIOLATION(5, "unique constraint violation", 409),
        NOT_FOUND(6, "not found", 404),
        INVALID_OFFSET(7, "invalid offset", 400),
        DATABASE_ERROR(8, "database error", 500),
        INVALID_SIZE(9, "invalid size", 400),
        INVALID_UNIQUE(10, "invalid unique", 400),
        INVALID_OPTIONS(11, "invalid options", 400),
        OPERATION_UNSUPPORTED(12, "operation unsupported", 405),
        FOREIGN_KEYS_UNRESOLVED(13, "foreign keys unresolved", 400),
        INVALID_DECLARATIVE(14, "invalid declarative configuration", 400),
        REFERENCED_BY_OTHERS(19, "referenced by others", 400);

        private final int code;
        private final String shown;
        private final int httpStatus;

        Kind(int code, String shown, int httpStatus) {
            this.code = code;
            this.shown = shown;
            this.httpStatus = httpStatus;
        }

        /** The number in the body. */
        public int code() {
            return code;
        }

        /** The name in the body. */
        public String shown() {
            return shown;
        }
    }

    public KongError(Kind kind, String message, @Nullable Map<String, @Nullable Object> fields) {
        this(kind, message, fields, Map.of());
    }

    /** The status the Admin API answers with. */
    public int httpStatus() {
        return kind.httpStatus;
    }

    /** The number in the body. */
    public int code() {
        return kind.code;
    }

    /** The body, ready to be written as JSON. */
    public Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("code", (long) kind.code);
        body.put("name", extra.getOrDefault("name", kind.shown));
        body.put("message", message);
        if (fields != null) {
            body.put(kind == Kind.INVALID_OPTIONS ? "options" : "fields", fields);
        }
        extra.forEach(body::putIfAbsent);
        return body;
    }

    /** The same error with one more member in its body. */
    public KongError with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extra);
        more.put(member, value);
        return new KongError(kind, message, fields, more);
    }

    /** Fields that break the rules of their schema. */
    public static KongError schemaViolation(Map<String, @Nullable Object> fields) {
        return new KongError(Kind.SCHEMA_VIOLATION, ErrorText.schemaViolation(fields), fields);
    }

    /** One field that breaks a rule. */
    public static KongError schemaViolation(String field, Object error) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(field, error);
        return schemaViolation(fields);
    }

    /** Another entity has the id already. */
    public static KongError primaryKeyViolation(Map<String, @Nullable Object> key) {
        return new KongError(
                Kind.PRIMARY_KEY_VIOLATION, "primary key violation on key '" + ErrorText.keyText(key) + "'", key);
    }

    /** Another entity has the same values in the fields of a unique key. */
    public static KongError uniqueViolation(Map<String, @Nullable Object> key) {
        return new KongError(
                Kind.UNIQUE_VIOLATION, "UNIQUE violation detected on '" + ErrorText.keyText(key) + "'", key);
    }

    /** A foreign field names an entity that is not there. */
    public static KongError foreignKeyMissing(String field, String otherEntity, Map<String, @Nullable Object> key) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(field, key);
        return new KongError(
                Kind.FOREIGN_KEY_VIOLATION,
                "the foreign key '" + ErrorText.keyText(key) + "' does not reference an existing '" + otherEntity
                        + "' entity.",
                fields);
    }

    /** A foreign field names an entity by a unique field, and there is none. */
    public static KongError foreignKeyUnresolved(String field, String unique, String value, String otherEntity) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        key.put(unique, value);
        String error = "the foreign key cannot be resolved with '" + ErrorText.keyText(key) + "' for an existing '"
                + otherEntity + "' entity";
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put(unique, error);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(field, inner);
        return new KongError(
                Kind.FOREIGN_KEYS_UNRESOLVED,
                "foreign key unresolved (" + field + "." + unique + ": " + error + ")",
                fields);
    }

    /** A path's key cannot be an id, and the entity has no other key. */
    public static KongError invalidPrimaryKey() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", "expected a valid UUID");
        return new KongError(
                Kind.INVALID_PRIMARY_KEY, "invalid primary key: '" + ErrorText.keyText(fields) + "'", fields);
    }

    /** An entity cannot be deleted, since another one refers to it. */
    public static KongError stillReferenced(String entity, String referencedBy) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("@referenced_by", referencedBy);
        return new KongError(
                Kind.FOREIGN_KEY_VIOLATION,
                "an existing '" + referencedBy + "' entity references this '" + entity + "' entity",
                fields);
    }

    /** A CA certificate cannot be deleted, since an entity lists it. */
    public static KongError certificateInUse(UUID certificate, String entity, UUID user) {
        return new KongError(
                Kind.REFERENCED_BY_OTHERS,
                "ca certificate " + certificate + " is still referenced by " + entity + " (id = " + user + ")",
                null);
    }

    /** No entity has this key. */
    public static KongError notFound(Map<String, @Nullable Object> key) {
        return new KongError(Kind.NOT_FOUND, "could not find the entity with '" + ErrorText.keyText(key) + "'", key);
    }

    /** The offset of a page is none that was given out. */
    public static KongError invalidOffset(String offset, String why) {
        return new KongError(Kind.INVALID_OFFSET, "'" + offset + "' is not a valid offset: " + why, null);
    }

    /** The size of a page is out of bounds. */
    public static KongError invalidSize(String why) {
        return new KongError(Kind.INVALID_SIZE, why, null);
    }

    /** The key in a path cannot be the value of the field it stands for. */
    public static KongError invalidUnique(String field, String why) {
        return new KongError(Kind.INVALID_UNIQUE, why, null).with("name", "invalid unique " + field);
    }

    /** An option of a listing is wrong. */
    public static KongError invalidOption(String option, String why) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put(option, why);
        return new KongError(Kind.INVALID_OPTIONS, "invalid option (" + option + ": " + why + ")", options);
    }

    /** What cannot be done, here without a database. */
    public static KongError unsupported(String message) {
        return new KongError(Kind.OPERATION_UNSUPPORTED, message, null);
    }

    /** A declarative configuration that is not accepted. */
    public static KongError invalidDeclarative(Map<String, @Nullable Object> fields) {
        return new KongError(
                Kind.INVALID_DECLARATIVE, "declarative config is invalid: " + ErrorText.compact(fields), fields);
    }

    /** A declarative configuration that cannot be read at all. */
    public static KongError unreadableDeclarative(String why) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", "failed parsing declarative configuration: " + why);
        return invalidDeclarative(fields);
    }

    /** The list form of an entity error, for building {@code fields} by hand. */
    public static Map<String, @Nullable Object> entityErrors(List<String> errors) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("@entity", errors);
        return fields;
    }
}
