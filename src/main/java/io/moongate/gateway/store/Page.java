package io.moongate.gateway.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing.
 *
 * @param entities the documents
 * @param offset what to ask for the next part with, or null after the last
 */
public record Page(
        List<Map<String, @Nullable Object>> entities,
        @Nullable String offset) {}
