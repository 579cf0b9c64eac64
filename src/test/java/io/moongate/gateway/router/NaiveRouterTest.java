package io.moongate.gateway.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The router against one without indexes and memory: rank all parts of all routes, take the first that matches. */
class NaiveRouterTest {
    private record Part(Rank rank, Route route, List<String> paths) {}

    record Request(
            String method,
            String path,
            String host,
            boolean tls,
            @Nullable String sni,
            Map<String, String> headers) {}

    @Property(tries = 800)
    void choosesAsTheNaiveOne(@ForAll("routes") List<Route> routes, @ForAll("requests") List<Request> requests) {
        Router router = Router.of(routes, List.of(), Flavor.TRADITIONAL_COMPATIBLE);
        List<Part> parts = parts(routes);
        for (Request request : requests) {
            RoutingRequest asked = new RoutingRequest(
                    request.method,
                    RequestTarget.of(request.path),
                    request.host,
                    request.tls,
                    8000,
                    request.sni,
                    name -> request.headers.containsKey(name) ? List.of(request.headers.get(name)) : List.of());
            String expected = naive(parts, request);
            assertEquals(expected, chosen(router.match(asked)), request::toString);
            assertEquals(expected, chosen(router.match(asked)), () -> request + " from memory");
        }
    }

    private static @Nullable String chosen(@Nullable RouteMatch match) {
        return match == null ? null : match.route().id().toString();
    }

    private static List<Part> parts(List<Route> routes) {
        List<Part> parts = new ArrayList<>();
        for (Route route : routes) {
            List<String> patterns =
                    route.paths().stream().filter(path -> path.startsWith("~")).toList();
            List<Integer> keys = route.paths().stream()
                    .map(path -> path.startsWith("~") ? 0 : path.length())
                    .distinct()
                    .toList();
            int number = 0;
            for (int key : keys.isEmpty() ? List.of(0) : keys) {
                number++;
                List<String> own = key == 0
                        ? patterns
                        : route.paths().stream()
                                .filter(path -> !path.startsWith("~") && path.length() == key)
                                .toList();
                UUID id = keys.size() < 2 ? route.id() : Rank.partId(route.id(), number);
                parts.add(new Part(Rank.of(route, id, key == 0 && !patterns.isEmpty(), key), route, own));
            }
        }
        parts.sort((one, other) -> one.rank.compareTo(other.rank));
        return parts;
    }

    private static @Nullable String naive(List<Part> parts, Request request) {
        for (Part part : parts) {
            if (matches(part, request)) {
                return part.route.id().toString();
            }
        }
        return null;
    }

    private static boolean matches(Part part, Request request) {
        Route route = part.route;
        boolean anything = !(route.methods().isEmpty()
                && route.hosts().isEmpty()
                && route.paths().isEmpty()
                && route.headers().isEmpty()
                && route.snis().isEmpty());
        String[] host = request.host.split(":");
        int port = host.length > 1 ? Integer.parseInt(host[1]) : 8000;
        String sni = request.sni == null ? "" : request.sni;
        return anything
                && (route.methods().isEmpty() || route.methods().contains(request.method))
                && (route.hosts().isEmpty() || route.hosts().stream().anyMatch(each -> isHost(each, host[0], port)))
                && (route.snis().isEmpty()
                        || !request.tls
                        || route.snis().stream().anyMatch(each -> isName(each, sni)))
                && route.headers().entrySet().stream()
                        .allMatch(each -> each.getValue().stream()
                                .anyMatch(value -> isValue(value, request.headers.get(each.getKey()))))
                && (part.paths.isEmpty() || part.paths.stream().anyMatch(each -> isPath(each, request.path)));
    }

    private static boolean isHost(String wanted, String name, int port) {
        String[] split = wanted.split(":");
        return (split.length == 1 || Integer.parseInt(split[1]) == port) && isName(split[0], name);
    }

    private static boolean isName(String wanted, String name) {
        if (wanted.startsWith("*")) {
            return name.endsWith(wanted.substring(1));
        }
        return wanted.endsWith("*") ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : wanted.equals(name);
    }

    private static boolean isValue(String wanted, @Nullable String value) {
        if (value == null) {
            return false;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return wanted.startsWith("~*")
                ? Pattern.compile(wanted.substring(2)).matcher(lower).find()
                : lower.equals(wanted.toLowerCase(Locale.ROOT));
    }

    private static boolean isPath(String wanted, String path) {
        return wanted.startsWith("~")
                ? Pattern.compile("^" + wanted.substring(1)).matcher(path).find()
                : path.startsWith(wanted);
    }

    @Provide
    Arbitrary<List<Route>> routes() {
        Arbitrary<List<String>> methods = some("GET", "POST", "PUT");
        Arbitrary<List<String>> hosts = some("a.com", "b.a.com", "*.a.com", "a.*", "a.com:8000", "*.com:9000", "A.com");
        Arbitrary<List<String>> paths = some(
                "/", "/a", "/a/", "/a/b", "/ab", "/abc", "~/a", "~/a/\\w+$", "~/[ab]+", "~/a|/b", "~/b(c)?", "/b/c/d");
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.maps(
                        Arbitraries.of("x-a", "x-b"), some("1", "Two", "~*^t").filter(list -> !list.isEmpty()))
                .ofMaxSize(2);
        Arbitrary<List<String>> snis = some("a.com", "*.com", "a.*");
        Arbitrary<Integer> priorities = Arbitraries.of(0, 1, 2, 10, -1, 1024, 4096);
        Arbitrary<UUID> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        return Combinators.combine(ids, methods, hosts, paths, headers, snis.injectDuplicates(0.1), priorities)
                .as(NaiveRouterTest::route)
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<List<String>> some(String... values) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(List.<String>of())),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.of(values).list().uniqueElements().ofMaxSize(3)));
    }

    private static Route route(
            UUID id,
            List<String> methods,
            List<String> hosts,
            List<String> paths,
            Map<String, List<String>> headers,
            List<String> snis,
            int priority) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", id.toString());
        fields.put("protocols", List.of("http", "https"));
        fields.put("methods", methods);
        fields.put("hosts", hosts);
        fields.put("paths", paths);
        fields.put("headers", headers);
        fields.put("snis", snis);
        fields.put("regex_priority", (long) priority);
        return Route.of(fields);
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        Arbitrary<String> paths = Arbitraries.of(
                "/", "/a", "/a/b", "/a/b/c", "/ab", "/abc", "/abcd", "/b", "/b/c/d/e", "/x/b", "/c", "/a/");
        Arbitrary<String> hosts =
                Arbitraries.of("a.com", "b.a.com", "c.b.a.com", "a.com:9000", "x.org", "a.org", ".a.com");
        Arbitrary<Map<String, String>> headers = Arbitraries.maps(
                        Arbitraries.of("x-a", "x-b"), Arbitraries.of("1", "two", "TWO", "three", "4"))
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT", "DELETE"),
                        paths,
                        hosts,
                        Arbitraries.of(true, false),
                        Arbitraries.of("a.com", "b.com", "a.org").injectNull(0.3),
                        headers)
                .as(Request::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(30);
    }

    /** Keeps the import of services honest: a route of a service that is switched off is not found. */
    @Property(tries = 20)
    void aServiceThatIsOffTakesItsRoutesAway(@ForAll boolean enabled) {
        UUID id = new UUID(1, 2);
        Map<String, @Nullable Object> service = new HashMap<>();
        service.put("id", id.toString());
        service.put("protocol", "http");
        service.put("host", "up");
        service.put("enabled", enabled);
        Map<String, @Nullable Object> route = new HashMap<>();
        route.put("id", new UUID(3, 4).toString());
        route.put("protocols", List.of("http"));
        route.put("paths", List.of("/"));
        route.put("service", Map.of("id", id.toString()));
        Router router =
                Router.of(List.of(Route.of(route)), List.of(Service.of(service)), Flavor.TRADITIONAL_COMPATIBLE);
        RoutingRequest request =
                new RoutingRequest("GET", RequestTarget.of("/x"), "h", false, 80, null, name -> List.of());
        assertEquals(enabled, router.match(request) != null);
    }
}
