package io.moongate.gateway.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All paths of the Admin API, found segment by segment; a written segment goes before a variable one. */
final class Endpoints {
    private final Node root = new Node();
    private final List<String> patterns;

    /** An endpoint and what its variable segments stand for in a path. */
    record Match(Endpoint endpoint, Map<String, String> params) {}

    private static final class Node {
        final Map<String, Node> written = new HashMap<>();

        @Nullable
        Node variable;

        @Nullable
        String variableName;

        @Nullable
        Endpoint endpoint;
    }

    /** A path that is given twice belongs to the first. */
    Endpoints(Collection<Endpoint> all) {
        List<String> sorted = new ArrayList<>();
        for (Endpoint endpoint : all) {
            Node node = root;
            for (String segment : segments(endpoint.pattern())) {
                node = segment.startsWith("{")
                        ? variable(node, segment.substring(1, segment.length() - 1))
                        : node.written.computeIfAbsent(segment, name -> new Node());
            }
            if (node.endpoint == null) {
                node.endpoint = endpoint;
                sorted.add(endpoint.pattern());
            }
        }
        sorted.sort(null);
        this.patterns = List.copyOf(sorted);
    }

    private static Node variable(Node node, String name) {
        Node next = node.variable;
        if (next == null) {
            next = new Node();
            node.variable = next;
            node.variableName = name;
        }
        return next;
    }

    /** Every pattern, sorted. */
    List<String> patterns() {
        return patterns;
    }

    /** What serves a path (without its query), or null. */
    @Nullable
    Match find(String path) {
        return find(root, segments(path), 0, new LinkedHashMap<>());
    }

    private static @Nullable Match find(Node node, List<String> segments, int at, Map<String, String> params) {
        if (at == segments.size()) {
            return node.endpoint == null ? null : new Match(node.endpoint, params);
        }
        String segment = segments.get(at);
        Node written = node.written.get(segment);
        Match match = written == null ? null : find(written, segments, at + 1, params);
        if (match != null || node.variable == null || segment.isEmpty()) {
            return match;
        }
        String name = String.valueOf(node.variableName);
        params.put(name, PathText.decode(segment));
        match = find(node.variable, segments, at + 1, params);
        if (match == null) {
            params.remove(name);
        }
        return match;
    }

    private static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
