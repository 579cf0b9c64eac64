package io.moongate.gateway.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.replay.Recording.Exchange;
import io.moongate.gateway.replay.Recording.Scenario;
import io.moongate.gateway.replay.Recording.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replays scenarios against an Admin API, each on an empty gateway that it leaves empty. */
final class AdminReplay {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final List<String> KINDS = List.of(
            "plugins",
            "routes",
            "services",
            "consumers",
            "upstreams",
            "certificates",
            "ca_certificates",
            "vaults",
            "keys",
            "key-sets");

    /** It lists what an earlier request left behind that Kong, other than here, answers with an error. */
    private static final Set<String> CONSEQUENCES = Set.of("key-sets.crud.11");

    private static final List<Header> JSON = List.of(new Header("Content-Type", "application/json"));

    private final int port;

    AdminReplay(int port) {
        this.port = port;
    }

    static Stream<Scenario> scenarios(String mode, String names) {
        Predicate<String> wanted = Pattern.compile(names).asPredicate();
        return Recording.load("/golden/admin.jsonl").stream()
                .filter(scenario -> scenario.mode().equals(mode) && wanted.test(scenario.name()));
    }

    /** Replays a scenario and fails where an answer differs. */
    void run(Scenario scenario) throws IOException {
        empty(scenario.mode());
        Ids ids = new Ids();
        List<String> failures = new ArrayList<>();
        for (Exchange exchange : scenario.exchanges()) {
            keepChosenIds(exchange.request(), ids);
            RawHttp.Reply reply = send(exchange.request(), ids);
            List<String> differences = Agreement.differences(exchange, reply, ids);
            if (!differences.isEmpty()
                    && exchange.skipped() == null
                    && !exchange.mayDiffer()
                    && !CONSEQUENCES.contains(exchange.name())) {
                failures.add(exchange.name() + "\n    " + String.join("\n    ", differences));
            }
        }
        empty(scenario.mode());
        assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    }

    private RawHttp.Reply send(Sent request, Ids ids) throws IOException {
        byte[] body = request.body();
        if (body != null && isText(body)) {
            body = ids.apply(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
        return RawHttp.exchange(port, request.method(), ids.apply(request.path()), request.headers(), body);
    }

    private static boolean isText(byte[] body) {
        return java.util.Arrays.equals(body, new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }

    /** Ids that the client chose stay what they are; all others are the gateway's. */
    private static void keepChosenIds(Sent request, Ids ids) {
        byte[] body = request.body();
        String text = request.path() + " " + (body == null ? "" : new String(body, StandardCharsets.UTF_8));
        Matcher matcher = UUID.matcher(text);
        while (matcher.find()) {
            String id = matcher.group();
            if (!ids.knows(id.toLowerCase(Locale.ROOT))) {
                ids.bind(id, id);
            }
        }
    }

    private void empty(String mode) throws IOException {
        if (mode.equals("dbless")) {
            call("POST", "/config", "{\"_format_version\":\"3.0\"}");
            return;
        }
        for (String kind : KINDS) {
            Map<String, @Nullable Object> listing = Recording.JSON.readValue(
                    call("GET", "/" + kind + "?size=1000", null).body(), new TypeReference<>() {});
            if (listing.get("data") instanceof List<?> data) {
                for (Object entity : data) {
                    call("DELETE", "/" + kind + "/" + Recording.map(entity).get("id"), null);
                }
            }
        }
    }

    private RawHttp.Reply call(String method, String path, @Nullable String json) throws IOException {
        byte[] body = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return RawHttp.exchange(port, method, path, json == null ? List.of() : JSON, body);
    }
}
