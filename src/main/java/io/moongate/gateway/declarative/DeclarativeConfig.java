package io.moongate.gateway.declarative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entities that a declarative configuration declares, checked and whole.
 *
 * @param entities the documents by entity name, secrets made unreadable
 * @param written the same as they were written, which the answer shows
 * @param hash a digest of the text: the same text, the same hash
 */
public record DeclarativeConfig(
        Map<String, List<Map<String, @Nullable Object>>> entities,
        Map<String, List<Map<String, @Nullable Object>>> written,
        String hash) {

    /** The hash of a gateway that has no configuration yet. */
    public static final String NO_HASH = "0".repeat(32);

    /** No entities. */
    public static DeclarativeConfig empty() {
        return new DeclarativeConfig(Map.of(), Map.of(), NO_HASH);
    }

    /** The answer to {@code POST /config}: by entity name and id. */
    public Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        written.forEach((entity, documents) -> {
            Map<String, @Nullable Object> byId = new LinkedHashMap<>();
            documents.forEach(document -> byId.put(String.valueOf(document.get("id")), document));
            result.put(entity, byId);
        });
        return result;
    }
}
