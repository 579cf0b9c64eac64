package io.moongate.gateway.store;

import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import java.util.Collection;
import java.util.List;

/**
 * Which tags entities of a listing have.
 *
 * @param tags the tags
 * @param all whether an entity has to have all of them, or one is enough
 */
public record TagFilter(List<String> tags, boolean all) {

    /** Reads {@code a,b} (all) and {@code a/b} (any); they do not mix. */
    public static Result<TagFilter> parse(String text) {
        if (text.isEmpty()) {
            return Result.failed(KongError.invalidOption("tags", "cannot be null"));
        }
        boolean all = text.indexOf(',') >= 0;
        boolean any = text.indexOf('/') >= 0;
        List<String> tags = List.of(text.split(all ? "," : "/", -1));
        if ((all && any)
                || tags.stream().allMatch(String::isEmpty)
                || !text.codePoints().allMatch(TagFilter::allowed)) {
            return Result.failed(KongError.invalidOption("tags", "invalid filter syntax"));
        }
        return Result.ok(new TagFilter(tags, !any));
    }

    /** Printable, and not a byte that was no UTF-8 (those come as lone surrogates). */
    private static boolean allowed(int c) {
        return c >= ' ' && c != 127 && !(c >= 0xD800 && c <= 0xDFFF);
    }

    /** Whether an entity with these tags is listed. */
    public boolean accepts(Collection<?> entityTags) {
        return all ? entityTags.containsAll(tags) : tags.stream().anyMatch(entityTags::contains);
    }
}
