package io.moongate.gateway.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no recording shows: memory, the other flavor, odd configuration. */
class RouterTest {

    @Test
    void remembersAndDoesNotMixUpTlsWithoutAName() {
        Router router = router(
                Flavor.TRADITIONAL_COMPATIBLE,
                route("named", 1, Map.of("snis", List.of("a.com"), "paths", List.of("/"))));
        RoutingRequest clear = request("GET", "/x", "h", false);
        assertNotNull(router.match(clear));
        assertNull(router.match(request("GET", "/x", "h", true)));
        assertSame(router.match(clear), router.match(request("GET", "/x?other", "h", false)));
    }

    @Test
    void forgetsWhatIsTooMuch() {
        Router router = router(Flavor.TRADITIONAL_COMPATIBLE, route("all", 1, Map.of("paths", List.of("/"))));
        for (int i = 0; i < 50_000; i++) {
            RouteMatch match = router.match(request("GET", "/x" + i, "h", false));
            assertNotNull(match);
            assertEquals("/x" + i, match.normalPath());
        }
    }

    @Test
    void bytesThatAreNotTextMatchNothing() {
        Router router = router(Flavor.TRADITIONAL_COMPATIBLE, route("all", 1, Map.of("paths", List.of("/"))));
        assertNull(router.match(request("GET", "/%FF", "h", false)));
        assertNotNull(router.match(request("GET", "/%C3%A9", "h", false)));
    }

    @Test
    void aHeaderIsFoundUnderBothSpellings() {
        Router router = router(
                Flavor.TRADITIONAL_COMPATIBLE, route("h", 1, Map.of("headers", Map.of("X-Kong-Day", List.of("Mo")))));
        for (String name : List.of("x-kong-day", "x_kong_day", "x_kong-day")) {
            RoutingRequest request = new RoutingRequest(
                    "GET",
                    RequestTarget.of("/"),
                    "h",
                    false,
                    80,
                    null,
                    asked -> asked.equals(name) ? List.of("MO") : List.of());
            assertNotNull(router.match(request), name);
        }
    }

    @Test
    void brokenPatternsAndEmptyRoutesMatchNothing() {
        Router router = router(
                Flavor.TRADITIONAL_COMPATIBLE,
                route("broken", 1, Map.of("paths", List.of("~/(?=a)"))),
                route("empty", 2, Map.of()),
                route("stream", 3, Map.of("protocols", List.of("tcp"), "snis", List.of("x"))));
        assertNull(router.match(request("GET", "/a", "h", false)));
    }

    @Test
    void traditionalRanksByKindsFirst() {
        Router router = router(
                Flavor.TRADITIONAL,
                route("plain", 1, Map.of("hosts", List.of("x.a.com"))),
                route("more", 2, Map.of("hosts", List.of("*.a.com"), "methods", List.of("GET"))),
                route("host and method", 3, Map.of("hosts", List.of("b.com"), "methods", List.of("GET"))),
                route("host and path", 4, Map.of("hosts", List.of("b.com"), "paths", List.of("/"))),
                route("older", 5, Map.of("paths", List.of("/old"))),
                route("younger", 6, Map.of("paths", List.of("/old"))));
        assertEquals("more", name(router.match(request("GET", "/", "x.a.com", false))));
        assertEquals("plain", name(router.match(request("PUT", "/", "x.a.com", false))));
        assertEquals("host and path", name(router.match(request("GET", "/", "b.com", false))));
        assertEquals("older", name(router.match(request("GET", "/old", "h", false))));
        assertNull(router.match(request("GET", "/", ".a.com", false)));
    }

    @Test
    void v1CountsInTheTraditionalFlavorOnly() {
        UUID id = new UUID(9, 9);
        Map<String, @Nullable Object> service = new HashMap<>();
        service.put("id", id.toString());
        service.put("protocol", "http");
        service.put("host", "up");
        service.put("path", "/srv");
        Route route = route(
                "r",
                1,
                Map.of(
                        "paths",
                        List.of("/a"),
                        "strip_path",
                        false,
                        "path_handling",
                        "v1",
                        "service",
                        Map.of("id", id.toString())));
        for (Flavor flavor : Flavor.values()) {
            Router router = Router.of(List.of(route), List.of(Service.of(service)), flavor);
            RouteMatch match = router.match(request("GET", "/a", "h", false));
            assertNotNull(match);
            assertEquals(flavor == Flavor.TRADITIONAL ? "/srva" : "/srv/a", match.upstreamPath());
        }
        assertSame(Flavor.TRADITIONAL, Flavor.of("traditional"));
        assertNull(Flavor.of("expressions"));
    }

    @Test
    void numbersOfHostsAreReadAsLuaReadsThem() {
        assertEquals(new HostPort("a", 80), HostPort.of("a:080"));
        assertEquals(new HostPort("a", 80), HostPort.of("a:0x50"));
        assertEquals(new HostPort("a", 100), HostPort.of("a:1e2"));
        assertEquals(new HostPort("a:", HostPort.NONE), HostPort.of("a:"));
        assertEquals(new HostPort("a:x", HostPort.NONE), HostPort.of("a:x"));
        assertEquals(new HostPort("[::1]:80", HostPort.NONE), HostPort.of("[::1]:80"));
        assertEquals(new HostPort("a", HostPort.UNUSABLE), HostPort.of("a:" + "9".repeat(50)));
    }

    @Test
    void partsHaveIdsOfTheirOwn() {
        UUID id = UUID.fromString("16db47f8-a6d1-4d8c-9e44-afbef55740ff");
        UUID part = Rank.partId(id, 1);
        assertEquals(5, part.version());
        assertEquals(2, part.variant());
        assertTrue(!part.equals(Rank.partId(id, 2)));
    }

    @Test
    void grpcIsDecidedByContentAndVersion() {
        Route grpc = route("g", 1, Map.of("protocols", List.of("grpc"), "paths", List.of("/")));
        Route grpcs = route("g", 1, Map.of("protocols", List.of("grpcs"), "paths", List.of("/")));
        String type = "application/grpc+proto";
        assertInstanceOf(AfterMatch.NotGrpc.class, AfterMatch.of(grpc, false, "h", "/", "text/plain", true));
        assertInstanceOf(AfterMatch.GrpcNeedsHttp2.class, AfterMatch.of(grpc, false, "h", "/", type, false));
        assertInstanceOf(AfterMatch.Proceed.class, AfterMatch.of(grpc, false, "h", "/", type, true));
        assertInstanceOf(AfterMatch.GrpcNeedsTls.class, AfterMatch.of(grpcs, false, "h", "/", type, true));
        assertInstanceOf(AfterMatch.Proceed.class, AfterMatch.of(grpcs, true, "h", "/", type, true));
    }

    private static @Nullable String name(@Nullable RouteMatch match) {
        return match == null ? null : match.route().name();
    }

    private static Router router(Flavor flavor, Route... routes) {
        return Router.of(new ArrayList<>(List.of(routes)), List.of(), flavor);
    }

    private static RoutingRequest request(String method, String target, String host, boolean tls) {
        return new RoutingRequest(method, RequestTarget.of(target), host, tls, 8000, null, name -> List.of());
    }

    private static Route route(String name, int number, Map<String, Object> more) {
        Map<String, @Nullable Object> fields = new HashMap<>(more);
        fields.put("id", new UUID(number, number).toString());
        fields.put("name", name);
        fields.put("created_at", (long) number);
        fields.putIfAbsent("protocols", List.of("http", "https"));
        return Route.of(fields);
    }
}
