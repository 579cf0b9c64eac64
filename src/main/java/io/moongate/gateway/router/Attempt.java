package io.moongate.gateway.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One search for the route of a request: what it knows of the request, and what it found so far. */
final class Attempt {
    static final int NONE = Integer.MAX_VALUE;

    private final Candidate[] candidates;
    private final RoutingRequest request;
    final String hostName;
    private final int port;
    /** The path in normal form, bytes in characters. */
    final String path;
    /** The same as Unicode. */
    private final String text;

    private final String sni;
    private final List<List<String>> headers;

    /** The path rule of the strongest candidate found; null where it asks for no path. */
    @Nullable
    PathRule rule;

    /** What its expression matched, if it is one. */
    int @Nullable [] places;

    /**
     * @param text the path as Unicode
     * @param headers the values of each header that rules look at, in lower case
     */
    Attempt(Candidate[] candidates, RoutingRequest request, String path, String text, List<List<String>> headers) {
        this.candidates = candidates;
        this.request = request;
        this.path = path;
        this.text = text;
        this.headers = headers;
        HostPort host = HostPort.of(request.host() == null ? "" : request.host());
        this.hostName = host.name();
        this.port = host.port() == HostPort.NONE ? request.port() : host.port();
        this.sni = request.sni() == null ? "" : request.sni();
    }

    /** The first of some candidates that matches and comes before the best one, else that one. */
    int strongest(int[] positions, int best) {
        for (int position : positions) {
            if (position >= best) {
                return best;
            }
            if (matches(candidates[position])) {
                return position;
            }
        }
        return best;
    }

    private boolean matches(Candidate candidate) {
        return matchesMethod(candidate.methods())
                && HostRule.anyMatches(candidate.hosts(), hostName, port)
                && SniRule.anyMatches(candidate.snis(), request.tls(), sni)
                && matchesHeaders(candidate.headers())
                && matchesPath(candidate.paths());
    }

    private boolean matchesMethod(String @Nullable [] methods) {
        if (methods == null) {
            return true;
        }
        for (String method : methods) {
            if (method.equals(request.method())) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesHeaders(HeaderRule @Nullable [] rules) {
        if (rules != null) {
            for (HeaderRule each : rules) {
                if (!each.matches(headers.get(each.name()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Comes last, since it notes what it found. */
    private boolean matchesPath(PathRule @Nullable [] rules) {
        if (rules == null) {
            rule = null;
            places = null;
            return true;
        }
        for (PathRule each : rules) {
            switch (each) {
                case PathRule.Prefix prefix -> {
                    if (path.startsWith(prefix.start())) {
                        rule = prefix;
                        places = null;
                        return true;
                    }
                }
                case PathRule.Pattern pattern -> {
                    int[] found =
                            path.startsWith(pattern.start()) ? pattern.regex().find(text) : null;
                    if (found != null) {
                        rule = pattern;
                        places = found;
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Values of a header as rules compare them; null where one of them is not UTF-8. */
    static @Nullable List<String> lowered(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> result = new ArrayList<>(values.size());
        for (String value : values) {
            String decoded = ByteText.decoded(value);
            if (decoded == null) {
                return null;
            }
            result.add(decoded.toLowerCase(Locale.ROOT));
        }
        return result;
    }
}
