package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import java.util.Comparator;

/** The place of a route in the traditional flavor: the kinds of its attributes first, then what is finer. */
record TraditionalRank(
        int kinds, int categories, int weight, int headers, long regexPriority, int longestPath, long createdAt)
        implements Comparable<TraditionalRank> {
    private static final int HOST = 64;
    private static final int HEADER = 32;
    private static final int URI = 16;
    private static final int METHOD = 8;
    private static final int SNI = 4;
    private static final int WILDCARD_HOST_WITH_PORT = 4;
    private static final int ONLY_PLAIN_HOSTS = 2;
    private static final int PATTERN = 1;

    private static final Comparator<TraditionalRank> ORDER = Comparator.comparingInt(TraditionalRank::kinds)
            .thenComparingInt(TraditionalRank::categories)
            .thenComparingInt(TraditionalRank::weight)
            .thenComparingInt(TraditionalRank::headers)
            .thenComparingLong(TraditionalRank::regexPriority)
            .thenComparingInt(TraditionalRank::longestPath)
            .reversed()
            .thenComparingLong(TraditionalRank::createdAt);

    static TraditionalRank of(Route route) {
        int categories = (route.hosts().isEmpty() ? 0 : HOST)
                | (route.headers().isEmpty() ? 0 : HEADER)
                | (route.paths().isEmpty() ? 0 : URI)
                | (route.methods().isEmpty() ? 0 : METHOD)
                | (route.snis().isEmpty() ? 0 : SNI);
        boolean wildcards = route.hosts().stream().anyMatch(host -> host.contains("*"));
        boolean wildcardWithPort = route.hosts().stream()
                .anyMatch(host -> host.contains("*") && HostPort.of(host).port() >= 0);
        boolean pattern = route.paths().stream().anyMatch(PathRule::isPattern);
        int weight = (wildcardWithPort ? WILDCARD_HOST_WITH_PORT : 0)
                | (route.hosts().isEmpty() || wildcards ? 0 : ONLY_PLAIN_HOSTS)
                | (pattern ? PATTERN : 0);
        int longest = route.paths().stream()
                .filter(path -> !PathRule.isPattern(path))
                .mapToInt(path -> ByteText.encoded(path).length())
                .max()
                .orElse(0);
        return new TraditionalRank(
                Integer.bitCount(categories),
                categories,
                weight,
                route.headers().size(),
                pattern ? route.regexPriority() : 0,
                longest,
                route.createdAt());
    }

    @Override
    public int compareTo(TraditionalRank other) {
        return ORDER.compare(this, other);
    }
}
