package io.moongate.gateway.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One address behind an upstream.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param weight its share of the requests; 0 for none
 * @param document the whole entity as the Admin API shows it
 */
public record Target(
        UUID id, @Nullable UUID upstreamId, String host, int port, int weight, Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static Target of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        String target = entity.required("target");
        int colon = target.lastIndexOf(':');
        String host = target.substring(0, colon);
        return new Target(
                entity.id(),
                entity.foreign("upstream"),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(target.substring(colon + 1)),
                (int) entity.integer("weight", 100),
                fields);
    }
}
