package io.moongate.gateway.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What requests it takes and how they are passed on. An attribute that is not set is an empty list or map.
 *
 * @param paths prefixes, and regular expressions after a {@code ~}
 * @param serviceId the service, or null for a route whose functions answer themselves
 * @param createdAt seconds since the epoch
 * @param document the whole entity as the Admin API shows it
 */
public record Route(
        UUID id,
        @Nullable String name,
        List<String> protocols,
        List<String> methods,
        List<String> hosts,
        List<String> paths,
        Map<String, List<String>> headers,
        List<String> snis,
        int httpsRedirectStatusCode,
        long regexPriority,
        boolean stripPath,
        String pathHandling,
        boolean preserveHost,
        boolean requestBuffering,
        boolean responseBuffering,
        @Nullable UUID serviceId,
        long createdAt,
        Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static Route of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        String handling = entity.string("path_handling");
        return new Route(
                entity.id(),
                entity.string("name"),
                entity.strings("protocols"),
                entity.strings("methods"),
                entity.strings("hosts"),
                entity.strings("paths"),
                entity.stringLists("headers"),
                entity.strings("snis"),
                (int) entity.integer("https_redirect_status_code", 426),
                entity.integer("regex_priority", 0),
                entity.bool("strip_path", true),
                handling == null ? "v0" : handling,
                entity.bool("preserve_host", false),
                entity.bool("request_buffering", true),
                entity.bool("response_buffering", true),
                entity.foreign("service"),
                entity.integer("created_at", 0),
                fields);
    }
}
