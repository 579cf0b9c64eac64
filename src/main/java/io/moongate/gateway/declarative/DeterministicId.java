package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that depend on what an entity says only, so that a reloaded configuration keeps its ids: UUIDs of version 5. */
final class DeterministicId {
    private static final UUID ENTITIES = UUID.fromString("fd02801f-0957-4a15-a55a-c8d9606f30b5");

    /** Stands for the one workspace there is. */
    private static final String WORKSPACE = "*";

    private DeterministicId() {}

    /**
     * The id of an entity that gives none, or null where nothing in it makes it distinct.
     *
     * @param parentField the foreign field that nesting sets, or null
     * @param parentId the id of the entity it is nested in, or null
     */
    static @Nullable UUID of(
            EntitySchema schema,
            Map<String, @Nullable Object> fields,
            @Nullable String parentField,
            @Nullable String parentId) {
        String key = schema.cacheKey().isEmpty()
                ? endpointKey(schema, fields)
                : cacheKey(schema, fields, parentField, parentId);
        return key == null ? null : version5(version5(ENTITIES, schema.name()), key);
    }

    private static @Nullable String endpointKey(EntitySchema schema, Map<String, @Nullable Object> fields) {
        String field = schema.endpointKey();
        return field != null && fields.get(field) instanceof String text ? text : null;
    }

    private static @Nullable String cacheKey(
            EntitySchema schema,
            Map<String, @Nullable Object> fields,
            @Nullable String parentField,
            @Nullable String parentId) {
        List<String> parts = new ArrayList<>(List.of(schema.name(), WORKSPACE));
        for (String name : schema.cacheKey()) {
            Object value = fields.get(name);
            if (value instanceof String text) {
                parts.add(text);
            } else if (!fields.containsKey(name)) {
                Field field = schema.field(name);
                if (name.equals(parentField) && parentId != null) {
                    parts.add(parentId);
                } else if (field != null && field.isRequired()) {
                    return null;
                } else {
                    parts.add("");
                }
            }
        }
        return String.join(":", parts);
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long most = (hash.getLong() & ~0xF000L) | 0x5000L;
        long least = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(most, least);
    }
}
