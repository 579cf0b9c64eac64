package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.moongate.gateway.packaged.Walkthrough.Step;
import io.moongate.gateway.replay.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kong's page on serverless functions, followed word for word against the packaged application: what it answers and
 * logs is what a real Kong answered and logged, but for ids, dates, latencies and ports.
 */
class WalkthroughIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @TempDir
    Path directory;

    /** From recorded ids to those of the gateway under test. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    private PackagedGateway gateway;
    private int upstreamPort;

    @Test
    void withADatabase() throws IOException {
        try (HeadersUpstream httpbin = new HeadersUpstream();
                PackagedGateway started = PackagedGateway.start(directory, settings())) {
            upstreamPort = httpbin.port();
            gateway = started;
            List<Step> steps = Walkthrough.withDatabase();
            assertTrue(steps.stream().filter(step -> !step.sent().isEmpty()).count() >= 15, "steps of the recording");
            steps.forEach(this::follow);
        }
    }

    @Test
    void withoutADatabase() throws IOException, InterruptedException {
        try (HeadersUpstream httpbin = new HeadersUpstream()) {
            upstreamPort = httpbin.port();
            followWithoutADatabase();
        }
    }

    private void followWithoutADatabase() throws IOException, InterruptedException {
        List<Step> steps = Walkthrough.withoutDatabase();
        String page = withUpstreamPort(answerWithoutExitStatus(steps.get(0)));
        Path file = directory.resolve("kong.yml");
        Map<String, String> settings = new TreeMap<>(settings());
        settings.put("KONG_DATABASE", "off");
        settings.put("KONG_DECLARATIVE_CONFIG", file.toString());

        Files.writeString(file, page);
        try (PackagedGateway broken = PackagedGateway.launch(directory, settings, List.of())) {
            assertNotEquals(0, broken.exitCode());
            assertTrue(broken.console().contains("error parsing declarative config file"), broken.console());
            assertTrue(broken.console().contains("in '_format_version': required field missing"), broken.console());
        }

        Files.writeString(file, "_format_version: \"3.0\"\n" + page);
        try (PackagedGateway started = PackagedGateway.start(directory, settings)) {
            gateway = started;
            steps.forEach(this::follow);
        }
    }

    private static String answerWithoutExitStatus(Step step) {
        return step.answer().substring(0, step.answer().indexOf("(exit status 0)"));
    }

    private Map<String, String> settings() throws IOException {
        Path hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.1 httpbin.org\n");
        return Map.of("KONG_DNS_HOSTSFILE", hosts.toString());
    }

    private void follow(Step step) {
        if (step.sent().isEmpty()) {
            return;
        }
        int logged = gateway.errorLog().length();
        RawHttp.Reply reply = RawHttp.exchange(step.toAdmin() ? gateway.adminPort : gateway.proxyPort, request(step));
        String where = step.title() + ": " + step.command().lines().findFirst().orElse("");

        String answer = step.answer();
        int end = answer.indexOf("\n\n");
        List<String> head =
                (end < 0 ? answer : answer.substring(0, end)).lines().toList();
        String body = end < 0 ? "" : answer.substring(end + 2);
        assertEquals(head.get(0), reply.statusLine(), where);
        assertEquals(headers(head.stream().skip(1)), headers(reply), where);
        compareBodies(where, body, reply.text());

        List<String> expectedLog = step.log().stream()
                .filter(line -> line.matches("\\d{4}/.*"))
                .map(this::normalised)
                .toList();
        Awaitility.await(where + ": the log")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertEquals(expectedLog, logLines(logged), where));
    }

    private String request(Step step) {
        String[] parts = step.sent().split("\n\n", 2);
        String body = parts.length < 2 ? "" : parts[1];
        Matcher length = Pattern.compile("(?m)^Content-Length: (\\d+)$").matcher(parts[0]);
        boolean hasBody = length.find();
        if (!hasBody) {
            body = "";
        } else if (parts[0].contains("multipart/form-data")) {
            body = multipart(body.strip(), parts[0].substring(parts[0].indexOf("boundary=") + 9));
        } else {
            body = body.strip();
        }
        if (hasBody) {
            assertEquals(
                    Integer.parseInt(length.group(1)),
                    body.getBytes(StandardCharsets.UTF_8).length,
                    "the recorded body of " + step.title());
        }
        body = withUpstreamPort(withIds(body));
        String head = withIds(parts[0])
                .strip()
                .replaceFirst(
                        "(?m)^Content-Length: \\d+$",
                        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return head.replace("\n", "\r\n") + "\r\n\r\n" + body;
    }

    /** Gives a recorded multipart body its CRLFs back: around each part's headers and before each boundary. */
    private static String multipart(String recorded, String boundary) {
        String line = "--" + boundary.strip();
        StringBuilder body = new StringBuilder();
        for (String part : recorded.split(Pattern.quote(line))) {
            if (part.isBlank() || part.equals("--")) {
                continue;
            }
            String[] halves = part.substring(1).split("\n\n", 2);
            body.append(line).append("\r\n");
            body.append(halves[0].replace("\n", "\r\n")).append("\r\n\r\n");
            body.append(halves[1], 0, halves[1].length() - 1).append("\r\n");
        }
        return body.append(line).append("--\r\n").toString();
    }

    private String withIds(String text) {
        String result = text;
        for (Map.Entry<String, String> pair : ids.entrySet()) {
            result = result.replace(pair.getKey(), pair.getValue());
        }
        return result;
    }

    private String withUpstreamPort(String text) {
        return upstreamPort == 80 ? text : text.replace("httpbin.org/", "httpbin.org:" + upstreamPort + "/");
    }

    private static Map<String, String> headers(Stream<String> lines) {
        Map<String, String> result = new TreeMap<>();
        lines.forEach(line -> result.put(
                line.substring(0, line.indexOf(':')),
                shownHeader(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2))));
        return result;
    }

    private static Map<String, String> headers(RawHttp.Reply reply) {
        Map<String, String> result = new TreeMap<>();
        reply.headers().forEach(header -> result.put(header.name(), shownHeader(header.name(), header.value())));
        return result;
    }

    private static String shownHeader(String name, String value) {
        return switch (name) {
            case "Date", "X-Kong-Request-Id" -> "<any>";
            case "X-Kong-Admin-Latency", "X-Kong-Response-Latency", "X-Kong-Upstream-Latency", "X-Kong-Proxy-Latency" ->
                value.matches("\\d+") ? "<number>" : value;
            // JSON of the same content may be written in another order or with ports of other length.
            case "Content-Length" -> "<length>";
            default -> value;
        };
    }

    private void compareBodies(String where, String expected, String got) {
        JsonNode left = json(expected.strip());
        JsonNode right = json(got.strip());
        if (left == null || right == null) {
            assertEquals(normalised(expected.strip()), normalised(got.strip()), where);
            return;
        }
        learn(left, right);
        assertEquals(normalised(left), normalised(right), where);
    }

    private static JsonNode json(String text) {
        try {
            return text.startsWith("{") ? JSON.readTree(text) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private void learn(JsonNode recorded, JsonNode actual) {
        if (recorded.isTextual()
                && actual.isTextual()
                && UUID.matcher(recorded.asText()).matches()) {
            ids.putIfAbsent(recorded.asText(), actual.asText());
        }
        pairGeneratedKeys(recorded, actual);
        recorded.properties().forEach(field -> {
            JsonNode other = actual.get(withIds(field.getKey()));
            if (other != null) {
                learn(field.getValue(), other);
            }
        });
        for (int i = 0; recorded.isArray() && i < Math.min(recorded.size(), actual.size()); i++) {
            learn(recorded.get(i), actual.get(i));
        }
    }

    /** Where objects are keyed by ids, the one id that only one side knows stands for the one that only the other knows. */
    private void pairGeneratedKeys(JsonNode recorded, JsonNode actual) {
        List<String> left = generatedKeys(recorded, actual);
        List<String> right = generatedKeys(actual, recorded);
        if (left.size() == 1 && right.size() == 1) {
            ids.putIfAbsent(left.getFirst(), right.getFirst());
        }
    }

    private static List<String> generatedKeys(JsonNode object, JsonNode other) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> UUID.matcher(key).matches() && !other.has(key))
                .toList();
    }

    private JsonNode normalised(JsonNode value) {
        if (value.isObject()) {
            ObjectNode result = JSON.createObjectNode();
            value.properties().forEach(field -> {
                boolean time =
                        field.getKey().endsWith("ed_at") && field.getValue().isNumber();
                result.set(normalised(field.getKey()), time ? new TextNode("<time>") : normalised(field.getValue()));
            });
            return result;
        }
        if (value.isArray()) {
            ArrayNode result = JSON.createArrayNode();
            value.forEach(item -> result.add(normalised(item)));
            return result;
        }
        return value.isTextual() ? new TextNode(normalised(value.asText())) : value;
    }

    /** Rewrites what may differ from run to run, equally on both sides. */
    private String normalised(String text) {
        String result = withIds(text)
                .replaceAll("\\b[0-9a-f]{32}\\b", "<request-id>")
                .replaceAll("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(\\w+)] \\d+#\\d+: \\*\\d+ ", "<time> [$1] ")
                .replace("127.0.0.1:" + upstreamPort + "/", "127.0.0.1:80/")
                .replace("httpbin.org:" + upstreamPort, "httpbin.org");
        return result.equals(String.valueOf(gateway.proxyPort)) ? "8000" : result;
    }

    private List<String> logLines(int from) {
        List<String> lines = new ArrayList<>();
        for (String line : gateway.errorLog().substring(from).split("\n")) {
            if (line.matches("\\d{4}/.*\\[(error|warn|crit)].*")) {
                lines.add(normalised(line));
            }
        }
        return lines;
    }
}
