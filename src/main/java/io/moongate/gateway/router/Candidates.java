package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.regex.RegexDialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns routes into candidates, strongest first. */
final class Candidates {
    private static final Set<String> SERVED = Set.of("http", "https", "grpc", "grpcs", "ws", "wss");
    private static final int PATTERNS = -1;

    private final Flavor flavor;
    private final Map<String, Integer> headerNumbers = new LinkedHashMap<>();
    private final List<Candidate> ordered = new ArrayList<>();

    private record Ranked<R extends Comparable<R>>(R rank, Candidate candidate) {}

    private Candidates(Flavor flavor) {
        this.flavor = flavor;
    }

    static Candidates of(Iterable<Route> routes, Map<UUID, Service> services, Flavor flavor) {
        Candidates candidates = new Candidates(flavor);
        switch (flavor) {
            case TRADITIONAL_COMPATIBLE -> candidates.addByRank(routes, services);
            case TRADITIONAL -> candidates.addTraditional(routes, services);
        }
        return candidates;
    }

    /** The candidates, strongest first. */
    Candidate[] ordered() {
        return ordered.toArray(new Candidate[0]);
    }

    /** The names of the headers that rules number, with underscores. */
    List<String> headerNames() {
        return List.copyOf(headerNumbers.keySet());
    }

    private void addByRank(Iterable<Route> routes, Map<UUID, Service> services) {
        List<Ranked<Rank>> ranked = new ArrayList<>();
        for (Route route : routes) {
            if (!isRouted(route, services)) {
                continue;
            }
            Map<Integer, List<String>> groups = new LinkedHashMap<>();
            for (String path : route.paths()) {
                int group = PathRule.isPattern(path)
                        ? PATTERNS
                        : ByteText.encoded(path).length();
                groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(path);
            }
            if (groups.isEmpty()) {
                groups.put(0, List.of());
            }
            int part = 0;
            for (Map.Entry<Integer, List<String>> group : groups.entrySet()) {
                part++;
                UUID id = groups.size() == 1 ? route.id() : Rank.partId(route.id(), part);
                boolean pattern = group.getKey() == PATTERNS;
                Rank rank = Rank.of(route, id, pattern, pattern ? 0 : group.getKey());
                ranked.add(new Ranked<>(rank, candidate(route, services, group.getValue())));
            }
        }
        addSorted(ranked);
    }

    private void addTraditional(Iterable<Route> routes, Map<UUID, Service> services) {
        List<Ranked<TraditionalRank>> ranked = new ArrayList<>();
        for (Route route : routes) {
            if (isRouted(route, services)) {
                // Expressions in their order, then the longest prefix.
                List<String> paths = new ArrayList<>(
                        route.paths().stream().filter(PathRule::isPattern).toList());
                route.paths().stream()
                        .filter(path -> !PathRule.isPattern(path))
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .forEach(paths::add);
                ranked.add(new Ranked<>(TraditionalRank.of(route), candidate(route, services, paths)));
            }
        }
        addSorted(ranked);
    }

    private <R extends Comparable<R>> void addSorted(List<Ranked<R>> ranked) {
        ranked.sort((one, other) -> one.rank().compareTo(other.rank()));
        ranked.forEach(each -> ordered.add(each.candidate()));
    }

    /** Whether a route takes part: it asks for something, is served here, and its service is not switched off. */
    private static boolean isRouted(Route route, Map<UUID, Service> services) {
        boolean asks = !(route.methods().isEmpty()
                && route.hosts().isEmpty()
                && route.headers().isEmpty()
                && route.paths().isEmpty()
                && route.snis().isEmpty());
        if (!asks || route.protocols().stream().noneMatch(SERVED::contains)) {
            return false;
        }
        if (route.serviceId() == null) {
            return true;
        }
        Service service = services.get(route.serviceId());
        return service != null && service.enabled();
    }

    private Candidate candidate(Route route, Map<UUID, Service> services, List<String> paths) {
        return new Candidate(
                route,
                route.serviceId() == null ? null : services.get(route.serviceId()),
                route.methods().isEmpty() ? null : route.methods().toArray(new String[0]),
                hostRules(route),
                pathRules(paths),
                headerRules(route),
                sniRules(route));
    }

    private HostRule @Nullable [] hostRules(Route route) {
        return route.hosts().isEmpty()
                ? null
                : route.hosts().stream().map(host -> HostRule.of(host, flavor)).toArray(HostRule[]::new);
    }

    private static PathRule @Nullable [] pathRules(List<String> paths) {
        return paths.isEmpty()
                ? null
                : paths.stream().map(PathRule::of).filter(Objects::nonNull).toArray(PathRule[]::new);
    }

    private HeaderRule @Nullable [] headerRules(Route route) {
        if (route.headers().isEmpty()) {
            return null;
        }
        List<HeaderRule> rules = new ArrayList<>();
        // By name, so that of several expressions it is always the same one that the captures are from.
        new TreeMap<>(route.headers()).forEach((name, values) -> {
            String plain = RegexDialect.asciiLower(name).replace('-', '_');
            int number = headerNumbers.computeIfAbsent(plain, ignored -> headerNumbers.size());
            boolean patternsAllowed = flavor != Flavor.TRADITIONAL || values.size() == 1;
            rules.add(HeaderRule.of(number, values, patternsAllowed));
        });
        return rules.toArray(new HeaderRule[0]);
    }

    private SniRule @Nullable [] sniRules(Route route) {
        return route.snis().isEmpty()
                ? null
                : route.snis().stream().map(SniRule::of).toArray(SniRule[]::new);
    }
}
