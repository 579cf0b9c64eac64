package io.moongate.gateway.store;

import io.moongate.gateway.schema.EntitySchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long entities live that do not live for ever. What is stored counts from the moment of their creation, what is
 * shown from now; one whose time is up is as good as deleted.
 */
public final class Lifetime {
    private static final String CREATED = "created_at";
    private static final double SECOND = 1000;

    private Lifetime() {}

    /** The document as it is kept: its seconds counted from its creation. */
    static Map<String, @Nullable Object> kept(Map<String, @Nullable Object> document, long nowMillis) {
        if (!(document.get(EntitySchema.LIFETIME) instanceof Number seconds)
                || !(document.get(CREATED) instanceof Number created)) {
            return document;
        }
        // With its thousandths, or it would seem to end up to a second too early.
        return with(document, seconds.doubleValue() + nowMillis / SECOND - created.doubleValue());
    }

    /** The document as it is shown, or null where its time is up. */
    public static @Nullable Map<String, @Nullable Object> shown(
            @Nullable Map<String, @Nullable Object> document, long nowMillis) {
        if (document == null) {
            return null;
        }
        long end = end(document);
        if (end == Long.MAX_VALUE) {
            return document;
        }
        return end <= nowMillis ? null : with(document, (end - nowMillis - 1) / (long) SECOND);
    }

    /** When a stored document's time is up, in milliseconds since the epoch. */
    public static long end(Map<String, @Nullable Object> document) {
        return document.get(EntitySchema.LIFETIME) instanceof Number seconds
                        && seconds.doubleValue() > 0
                        && document.get(CREATED) instanceof Number created
                ? Math.round((created.doubleValue() + seconds.doubleValue()) * SECOND)
                : Long.MAX_VALUE;
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> document, Object seconds) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(document);
        result.put(EntitySchema.LIFETIME, seconds);
        return result;
    }
}
