package io.moongate.gateway.router;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candidates by host: by name, by the fixed part of a wildcard, and those that ask for no host. */
final class HostIndex {
    private final Map<String, PathIndex> plain;
    private final Map<String, PathIndex> suffixes;
    private final Map<String, PathIndex> prefixes;
    private final PathIndex any;

    private HostIndex(
            Map<String, PathIndex> plain,
            Map<String, PathIndex> suffixes,
            Map<String, PathIndex> prefixes,
            PathIndex any) {
        this.plain = plain;
        this.suffixes = suffixes;
        this.prefixes = prefixes;
        this.any = any;
    }

    static HostIndex of(Candidate[] candidates) {
        Map<String, PathIndex.Builder> plain = new HashMap<>();
        Map<String, PathIndex.Builder> suffixes = new HashMap<>();
        Map<String, PathIndex.Builder> prefixes = new HashMap<>();
        PathIndex.Builder any = new PathIndex.Builder();
        for (int i = 0; i < candidates.length; i++) {
            Candidate candidate = candidates[i];
            if (candidate.hosts() == null) {
                any.add(candidate, i);
                continue;
            }
            for (HostRule rule : candidate.hosts()) {
                Map<String, PathIndex.Builder> kind = switch (rule.kind()) {
                    case PLAIN -> plain;
                    case SUFFIX -> suffixes;
                    case PREFIX -> prefixes;
                };
                kind.computeIfAbsent(rule.text(), ignored -> new PathIndex.Builder())
                        .add(candidate, i);
            }
        }
        return new HostIndex(built(plain), built(suffixes), built(prefixes), any.build());
    }

    private static Map<String, PathIndex> built(Map<String, PathIndex.Builder> builders) {
        Map<String, PathIndex> result = new HashMap<>();
        builders.forEach((text, builder) -> result.put(text, builder.build()));
        return result;
    }

    /** The strongest candidate that matches, or {@link Attempt#NONE}. */
    int strongest(Attempt attempt) {
        String host = attempt.hostName;
        int best = strongest(plain.get(host), attempt, Attempt.NONE);
        // The fixed part of a wildcard begins or ends with a dot, so only the places of dots need be tried.
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (!suffixes.isEmpty()) {
                best = strongest(suffixes.get(host.substring(dot)), attempt, best);
            }
            if (!prefixes.isEmpty()) {
                best = strongest(prefixes.get(host.substring(0, dot + 1)), attempt, best);
            }
        }
        return any.strongest(attempt, best);
    }

    private static int strongest(@Nullable PathIndex index, Attempt attempt, int best) {
        return index == null ? best : index.strongest(attempt, best);
    }
}
