package io.moongate.gateway.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Candidates by the fixed text that their paths begin with: a tree whose edges are pieces of text. All nodes on the way
 * along a path hold candidates that may match it.
 */
final class PathIndex {
    private final String edge;
    /** Positions in the order of all candidates, ascending. */
    private final int[] candidates;

    private final char[] firsts;
    private final PathIndex[] children;

    private PathIndex(String edge, int[] candidates, PathIndex[] children) {
        this.edge = edge;
        this.candidates = candidates;
        this.children = children;
        this.firsts = new char[children.length];
        for (int i = 0; i < children.length; i++) {
            firsts[i] = children[i].edge.charAt(0);
        }
    }

    /** The strongest candidate that matches and is stronger than the given one, else that. */
    int strongest(Attempt attempt, int best) {
        String path = attempt.path;
        PathIndex node = this;
        int at = 0;
        int found = best;
        while (true) {
            found = attempt.strongest(node.candidates, found);
            int child = at < path.length() ? Arrays.binarySearch(node.firsts, path.charAt(at)) : -1;
            if (child < 0 || !path.startsWith(node.children[child].edge, at)) {
                return found;
            }
            node = node.children[child];
            at += node.edge.length();
        }
    }

    /** Gathers candidates, which must be added strongest first. */
    static final class Builder {
        private record Entry(String start, int candidate) {}

        private final List<Entry> entries = new ArrayList<>();

        void add(Candidate candidate, int position) {
            if (candidate.paths() == null) {
                entries.add(new Entry("", position));
                return;
            }
            for (PathRule rule : candidate.paths()) {
                entries.add(new Entry(rule.start(), position));
            }
        }

        PathIndex build() {
            entries.sort((one, other) -> {
                int order = one.start.compareTo(other.start);
                return order != 0 ? order : Integer.compare(one.candidate, other.candidate);
            });
            return build(0, entries.size(), 0, 0);
        }

        /** The node for sorted entries that agree up to {@code depth}, its edge being what comes after {@code from}. */
        private PathIndex build(int first, int end, int from, int depth) {
            int next = first;
            while (next < end && entries.get(next).start.length() == depth) {
                next++;
            }
            int[] own = entries.subList(first, next).stream()
                    .mapToInt(Entry::candidate)
                    .distinct()
                    .toArray();
            List<PathIndex> children = new ArrayList<>();
            while (next < end) {
                int stop = next + 1;
                char c = entries.get(next).start.charAt(depth);
                while (stop < end && entries.get(stop).start.charAt(depth) == c) {
                    stop++;
                }
                children.add(build(next, stop, depth, common(entries.get(next).start, entries.get(stop - 1).start)));
                next = stop;
            }
            String edge = first == end ? "" : entries.get(first).start.substring(from, depth);
            return new PathIndex(edge, own, children.toArray(new PathIndex[0]));
        }

        private static int common(String one, String other) {
            int length = Math.min(one.length(), other.length());
            int i = 0;
            while (i < length && one.charAt(i) == other.charAt(i)) {
                i++;
            }
            return i;
        }
    }
}
