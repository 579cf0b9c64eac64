package io.moongate.gateway.store;

import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which listing.
 *
 * @param size how many entities at most
 * @param offset what the part before gave, or null for the first
 * @param tags only entities with these tags, or null for all
 * @param parent only entities that refer to this one, or null for all
 */
public record PageRequest(
        int size,
        @Nullable String offset,
        @Nullable TagFilter tags,
        @Nullable Parent parent) {

    /** How many entities a part has where nothing is said. */
    public static final int DEFAULT_SIZE = 100;

    private static final int MOST = 1000;

    /** An entity that a foreign field refers to. */
    public record Parent(String field, UUID id) {}

    /** The first part of everything. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_SIZE, null, null, null);
    }

    public PageRequest within(String field, UUID id) {
        return new PageRequest(size, offset, tags, new Parent(field, id));
    }

    /** Reads the arguments {@code size}, {@code offset} and {@code tags}; null where one is not given. */
    public static Result<PageRequest> parse(@Nullable String size, @Nullable String offset, @Nullable String tags) {
        int count = DEFAULT_SIZE;
        if (size != null) {
            double number;
            try {
                number = Double.parseDouble(size.strip());
            } catch (NumberFormatException e) {
                return Result.failed(KongError.invalidSize("size must be a number"));
            }
            if (number != Math.rint(number) || number < 1 || number > MOST) {
                return Result.failed(KongError.invalidSize("size must be an integer between 1 and " + MOST));
            }
            count = (int) number;
        }
        int limit = count;
        return tags == null
                ? Result.ok(new PageRequest(limit, offset, null, null))
                : TagFilter.parse(tags).map(filter -> new PageRequest(limit, offset, filter, null));
    }
}
