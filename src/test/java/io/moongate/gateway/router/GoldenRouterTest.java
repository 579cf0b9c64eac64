package io.moongate.gateway.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replays what a real Kong's router chose, without sockets: the same decisions, in the order in which a proxy asks. */
class GoldenRouterTest {
    private static final int PROXY_PORT = 18000;
    private static final int PROXY_TLS_PORT = 18443;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void decidesAsKongDid() throws IOException {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> mayDiffer = new HashMap<>();
        int agree = 0;
        int total = 0;
        int excused = 0;
        for (JsonNode set : sets()) {
            Router router = router(set.get("config"));
            int number = 0;
            for (JsonNode request : set.get("requests")) {
                number++;
                total++;
                JsonNode answer = answer(router, request);
                String difference = difference(request.get("expect"), answer);
                if (difference == null) {
                    agree++;
                } else if (request.has("deviation_allowed")) {
                    excused++;
                    mayDiffer.merge(request.get("deviation_allowed").asText(), 1, Integer::sum);
                } else {
                    differences.add(set.get("name").asText() + " " + number + " " + request + "\n  " + difference);
                }
            }
        }
        System.out.printf("router recordings: %d of %d agree, %d may differ %s%n", agree, total, excused, mayDiffer);
        assertTrue(total > 6000, "recordings are there");
        assertEquals(
                List.of(), differences.subList(0, Math.min(20, differences.size())), differences.size() + " differ");
    }

    private static List<JsonNode> sets() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenRouterTest.class.getResourceAsStream("/golden/router.jsonl")),
                StandardCharsets.UTF_8))) {
            List<JsonNode> sets = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sets.add(JSON.readTree(line));
            }
            return sets;
        }
    }

    private static Router router(JsonNode config) {
        List<Route> routes = new ArrayList<>();
        for (JsonNode route : config.get("routes")) {
            Map<String, @Nullable Object> fields = fields(route);
            fields.putIfAbsent("protocols", List.of("http", "https"));
            routes.add(Route.of(fields));
        }
        List<Service> services = new ArrayList<>();
        for (JsonNode service : config.get("services")) {
            services.add(Service.of(fields(service)));
        }
        return Router.of(routes, services, Flavor.TRADITIONAL_COMPATIBLE);
    }

    private static Map<String, @Nullable Object> fields(JsonNode entity) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.putAll(JSON.convertValue(entity, new TypeReference<Map<String, @Nullable Object>>() {}));
        return fields;
    }

    /** What the proxy would answer, in the form of the recordings. */
    private static JsonNode answer(Router router, JsonNode request) {
        String method = request.get("method").asText();
        String target = bytes(request.get("path").asText());
        boolean tls = request.path("tls").asBoolean();
        Map<String, List<String>> headers = new HashMap<>();
        for (JsonNode header : request.get("headers")) {
            headers.computeIfAbsent(header.get(0).asText().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(bytes(header.get(1).asText().strip()));
        }
        List<String> hosts = headers.getOrDefault("host", List.of());
        int refusal = RequestTarget.refusal(method, target, hosts, true);
        if (refusal != 0) {
            return summary(refusal);
        }
        RequestTarget parts = RequestTarget.of(target);
        String host = hosts.getFirst();
        RouteMatch match = router.match(new RoutingRequest(
                method,
                parts,
                host,
                tls,
                tls ? PROXY_TLS_PORT : PROXY_PORT,
                request.path("sni").asText(null),
                name -> headers.getOrDefault(name, List.of())));
        if (match == null) {
            return summary(404);
        }
        String authority = parts.authority();
        return switch (AfterMatch.of(
                match.route(), tls, authority == null ? host : authority, parts.uri(), null, false)) {
            case AfterMatch.UpgradeToTls() -> summary(426);
            case AfterMatch.RedirectToTls(int status, String location) ->
                summary(status).put("location", location);
            case AfterMatch.NotGrpc() -> summary(415);
            case AfterMatch.GrpcNeedsHttp2() -> summary(426);
            case AfterMatch.GrpcNeedsTls() -> summary(200);
            case AfterMatch.Proceed() -> proxied(method, parts, host, match);
        };
    }

    private static ObjectNode proxied(String method, RequestTarget parts, String host, RouteMatch match) {
        Service service = match.service();
        ObjectNode result =
                summary(service == null ? 503 : 200).put("route", match.route().name());
        if (service != null && !method.equals("HEAD")) {
            String query = parts.query();
            result.putObject("upstream")
                    .put("method", method)
                    .put("path", match.upstreamPath() + (query == null ? "" : "?" + query))
                    .put("host", UpstreamHost.of(match.route(), service, host));
        }
        Captures captures = match.captures();
        if (captures != null) {
            ObjectNode shown = result.putObject("captures");
            ObjectNode unnamed = shown.putObject("unnamed");
            for (int i = 0; i < captures.unnamed().size(); i++) {
                String value = captures.unnamed().get(i);
                if (value != null) {
                    unnamed.put(String.valueOf(i), text(value));
                }
            }
            ObjectNode named = shown.putObject("named");
            captures.named().forEach((name, value) -> named.put(name, text(value)));
        }
        return result;
    }

    private static ObjectNode summary(int status) {
        ObjectNode result = JSON.createObjectNode().put("status", status);
        result.putNull("route");
        result.putNull("upstream");
        result.putNull("captures");
        return result;
    }

    private static @Nullable String difference(JsonNode expected, JsonNode got) {
        if (expected.equals(got)) {
            return null;
        }
        return "expected " + expected + "\n       got " + got;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
