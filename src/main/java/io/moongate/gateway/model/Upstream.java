package io.moongate.gateway.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name behind which there are several targets, and how requests are spread over them.
 *
 * @param hashOn what of a request decides, for the algorithm {@code consistent-hashing}
 * @param hashFallback what decides where {@code hashOn} gives nothing
 * @param slots how finely weights are told apart
 * @param hostHeader the host that the targets see, or null for their own
 * @param checked whether anything looks after the health of the targets
 * @param document the whole entity as the Admin API shows it
 */
public record Upstream(
        UUID id,
        String name,
        String algorithm,
        Hash hashOn,
        Hash hashFallback,
        int slots,
        @Nullable String hostHeader,
        boolean checked,
        Map<String, @Nullable Object> document) {

    /**
     * A part of a request.
     *
     * @param by {@code none}, {@code ip}, {@code header} …
     * @param name of the header, argument …, or null
     */
    public record Hash(String by, @Nullable String name) {}

    /** Reads a checked document. */
    public static Upstream of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        return new Upstream(
                entity.id(),
                entity.required("name"),
                entity.required("algorithm"),
                hash(entity, "hash_on"),
                hash(entity, "hash_fallback"),
                (int) entity.integer("slots", 10_000),
                entity.string("host_header"),
                checked(new Document(entity.record("healthchecks"))),
                fields);
    }

    private static Hash hash(Document entity, String field) {
        String by = entity.string(field);
        if (by == null) {
            by = "none";
        }
        return new Hash(by, entity.string(by.equals("cookie") ? "hash_on_cookie" : field + "_" + by));
    }

    private static boolean checked(Document checks) {
        Document active = new Document(checks.record("active"));
        Document passive = new Document(checks.record("passive"));
        return active.record("healthy").get("interval") instanceof Number often && often.doubleValue() > 0
                || active.record("unhealthy").get("interval") instanceof Number seldom && seldom.doubleValue() > 0
                || counts(passive.record("healthy"), List.of("successes"))
                || counts(passive.record("unhealthy"), List.of("tcp_failures", "timeouts", "http_failures"));
    }

    private static boolean counts(Map<String, @Nullable Object> rules, List<String> names) {
        return names.stream().anyMatch(name -> rules.get(name) instanceof Number number && number.intValue() > 0);
    }
}
