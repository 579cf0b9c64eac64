package io.moongate.gateway.exchange;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entities of a configuration as documents, for those who look them up by themselves. Never waits. */
public interface Catalog {

    /** One in which there is nothing. */
    Catalog EMPTY = kind -> null;

    /** The entities of a kind ({@code key_sets}), or null where there is no such kind. */
    @Nullable
    Kind kind(String name);

    /** All entities of one kind. */
    interface Kind {

        /** By id, in its order. */
        List<Map<String, @Nullable Object>> all();

        @Nullable
        Map<String, @Nullable Object> byId(UUID id);

        /** The entity with a value in a unique field, or null. */
        @Nullable
        Map<String, @Nullable Object> byUnique(String field, String value);

        /** The entity that a cache key belongs to, or null. */
        @Nullable
        Map<String, @Nullable Object> byCacheKey(String key);

        /** The fields that tell entities apart. */
        List<String> uniqueFields();

        /** The fields that refer to other entities. */
        List<String> foreignFields();

        /** The fields whose values together are a cache key; empty where the id is it. */
        List<String> cacheKeyFields();
    }
}
