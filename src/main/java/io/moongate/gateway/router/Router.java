package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.path.NormalPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route that takes a request. Immutable but for its memory of earlier results; for all workers.
 *
 * <p>Candidates stand in the order of their strength. They are indexed by host and by the fixed text that their paths
 * begin with, so that a request meets few of them; of those that match, the one that stands first wins.
 */
public final class Router {
    private final Flavor flavor;
    private final Candidate[] candidates;
    private final HostIndex index;
    private final List<HeaderNames> headers;
    private final ResultCache cache = new ResultCache();
    private final boolean usesMethod;
    private final boolean usesHost;
    private final boolean usesPort;
    private final boolean usesPath;
    private final boolean usesSni;

    private Router(Candidates source, Flavor flavor) {
        this.flavor = flavor;
        this.candidates = source.ordered();
        this.index = HostIndex.of(candidates);
        this.headers = source.headerNames().stream().map(HeaderNames::of).toList();
        this.usesMethod = Arrays.stream(candidates).anyMatch(each -> each.methods() != null);
        this.usesHost = Arrays.stream(candidates).anyMatch(each -> each.hosts() != null);
        this.usesPort = Arrays.stream(candidates)
                .anyMatch(each -> each.hosts() != null
                        && Arrays.stream(each.hosts()).anyMatch(host -> host.port() != HostPort.NONE));
        this.usesPath = Arrays.stream(candidates).anyMatch(each -> each.paths() != null);
        this.usesSni = Arrays.stream(candidates).anyMatch(each -> each.snis() != null);
    }

    /** Builds the router for some routes; those of a service that is switched off or missing take no part. */
    public static Router of(Iterable<Route> routes, Iterable<Service> services, Flavor flavor) {
        Map<UUID, Service> byId = new HashMap<>();
        services.forEach(service -> byId.put(service.id(), service));
        return new Router(Candidates.of(routes, byId, flavor), flavor);
    }

    /** The route that takes a request, or null where none does. */
    public @Nullable RouteMatch match(RoutingRequest request) {
        ResultCache.Key key = key(request);
        int hash = key.hashCode();
        ResultCache.Entry known = cache.get(key, hash);
        if (known != null) {
            return known.match();
        }
        RouteMatch match = search(request, key.headers());
        cache.put(key, hash, match);
        return match;
    }

    private ResultCache.Key key(RoutingRequest request) {
        String host = request.host();
        return new ResultCache.Key(
                usesMethod ? request.method() : "",
                request.target().path(),
                usesHost && host != null ? host : "",
                usesSni && request.tls(),
                usesPort ? request.port() : 0,
                usesSni ? request.sni() : null,
                sentHeaders(request));
    }

    private List<List<String>> sentHeaders(RoutingRequest request) {
        if (headers.isEmpty()) {
            return List.of();
        }
        List<List<String>> sent = new ArrayList<>(headers.size());
        for (HeaderNames names : headers) {
            sent.add(names.values(request.headers()));
        }
        return sent;
    }

    @Nullable
    RouteMatch search(RoutingRequest request, List<List<String>> sent) {
        String path = NormalPath.of(request.target().path());
        String text = usesPath ? ByteText.decoded(path) : path;
        List<List<String>> lowered = new ArrayList<>(sent.size());
        for (List<String> each : sent) {
            List<String> values = Attempt.lowered(each);
            if (values == null) {
                return null;
            }
            lowered.add(values);
        }
        // What routes look at must be text; a request with other bytes there matches none of them.
        if (text == null || usesHost && !isText(request.host()) || usesSni && request.tls() && !isText(request.sni())) {
            return null;
        }
        Attempt attempt = new Attempt(candidates, request, path, text, lowered);
        int best = index.strongest(attempt);
        return best == Attempt.NONE ? null : new RouteMatch(candidates[best], attempt, text, lowered, flavor);
    }

    private static boolean isText(@Nullable String bytes) {
        return bytes == null || ByteText.decoded(bytes) != null;
    }
}
