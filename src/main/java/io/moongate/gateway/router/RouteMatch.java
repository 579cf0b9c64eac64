package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route that takes a request. Shared by all requests that look the same to the router. */
public final class RouteMatch {
    private final Candidate candidate;
    private final String path;
    private final @Nullable String prefix;
    private final PathRule.@Nullable Pattern pattern;
    private final List<List<String>> headers;
    private final String upstreamPath;
    private volatile @Nullable Lazy captures;

    private record Lazy(@Nullable Captures value) {}

    RouteMatch(Candidate candidate, Attempt attempt, String text, List<List<String>> headers, Flavor flavor) {
        this.candidate = candidate;
        this.path = attempt.path;
        this.headers = headers;
        int[] places = attempt.places;
        this.pattern = attempt.rule instanceof PathRule.Pattern found ? found : null;
        this.prefix = places != null
                ? ByteText.encoded(text.substring(places[0], places[1]))
                : attempt.rule == null ? null : attempt.rule.start();
        Service service = candidate.service();
        String servicePath = service == null ? null : service.path();
        this.upstreamPath = UpstreamPath.of(
                servicePath == null ? "/" : ByteText.encoded(servicePath),
                path,
                route().stripPath() ? (prefix == null ? 1 : prefix.length()) : UpstreamPath.KEEP,
                flavor == Flavor.TRADITIONAL && route().pathHandling().equals("v1"));
    }

    public Route route() {
        return candidate.route();
    }

    /** The service of the route, or null where it has none. */
    public @Nullable Service service() {
        return candidate.service();
    }

    /** The path of the request in normal form; bytes in characters. */
    public String normalPath() {
        return path;
    }

    /** The text that the route's path consumed, or null for a route without paths; bytes in characters. */
    public @Nullable String prefix() {
        return prefix;
    }

    /** The prefix that does not reach the upstream, or null where none was taken off. */
    public @Nullable String strippedPrefix() {
        return route().stripPath() && !"/".equals(prefix) ? prefix : null;
    }

    /** The path to ask of the upstream, escaped, without query. */
    public String upstreamPath() {
        return upstreamPath;
    }

    /** What the expressions of the route captured, or null where they have no groups. */
    public @Nullable Captures captures() {
        Lazy known = captures;
        if (known == null) {
            known = new Lazy(compute());
            captures = known;
        }
        return known.value();
    }

    private @Nullable Captures compute() {
        Captures.Builder builder = new Captures.Builder();
        String text = ByteText.decoded(path);
        int[] places = pattern == null || text == null ? null : pattern.regex().find(text);
        if (places != null && pattern != null && text != null) {
            builder.add(pattern.regex(), text, places);
        }
        if (candidate.headers() != null) {
            for (HeaderRule rule : candidate.headers()) {
                rule.capture(headers.get(rule.name()), builder);
            }
        }
        return builder.build();
    }
}
