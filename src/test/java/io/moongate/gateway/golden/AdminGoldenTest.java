package io.moongate.gateway.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.golden.SmallAdmin.Answer;
import io.moongate.gateway.schema.FunctionCheck;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.decode.JsonBody;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.schema.plugin.FunctionSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a real Kong answered to requests about entities, against our schemas, decoders and stores. */
class AdminGoldenTest {
    /** Scenarios whose answers are decided by the rooms under test. */
    private static final Pattern SCENARIOS = Pattern.compile(System.getProperty(
            "golden.scenarios",
            "(services\\.(?!tls)|routes\\.|plugins\\.|decoding\\.|paging\\.(by|nested)|transport\\.(media|json|query|limits)"
                    + "|tags\\.filters|plugin-schemas\\.(pre|post)|validate\\.(services|plugins$)|(consumers|upstreams|targets|vaults|key-sets)\\."
                    + "|dbless\\.(config|check|errors|flatten|export|paging|methods|read)).*"));

    /** Answers that need plugins, entities or endpoints that these rooms do not have. */
    private static final Pattern ELSEWHERE = Pattern.compile(System.getProperty(
            "golden.elsewhere",
            "dbless\\.(paging\\.0[78]|methods\\.10|read-entities\\.14|check-hash\\.07|errors-3\\.08)"
                    + "|key-sets\\.crud\\.11|targets\\.create\\.13"));

    private static final String PARSE_ERROR = "error parsing ";

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        List<Map<String, @Nullable Object>> all = recordings();
        FunctionCheck check = recordedSyntaxErrors(all);
        return all.stream()
                .filter(scenario -> SCENARIOS.matcher(text(scenario, "name")).matches())
                .map(scenario -> DynamicTest.dynamicTest(text(scenario, "name"), () -> replay(scenario, check)));
    }

    private static void replay(Map<String, @Nullable Object> scenario, FunctionCheck check) throws IOException {
        Schemas schemas = StandardSchemas.of(PluginSchemas.allEnabled(FunctionSchemas.of(check)));
        SmallAdmin admin = new SmallAdmin(schemas, text(scenario, "mode").equals("postgres"));
        Comparison comparison = new Comparison();
        List<String> wrong = new ArrayList<>();
        for (Map<String, @Nullable Object> exchange : maps(scenario, "exchanges")) {
            String name = text(exchange, "name");
            Map<String, @Nullable Object> request = map(exchange, "request");
            if ("proxy".equals(exchange.get("to"))
                    || ELSEWHERE.matcher(name).matches()
                    || text(request, "method").matches("HEAD|OPTIONS")) {
                continue;
            }
            List<String> differences = exchange(admin, comparison, exchange, request, map(exchange, "response"));
            boolean mayDiffer = exchange.containsKey("deviation_allowed") || scenario.containsKey("deviation_allowed");
            if (!mayDiffer) {
                differences.forEach(difference -> wrong.add(name + ": " + difference));
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static List<String> exchange(
            SmallAdmin admin,
            Comparison comparison,
            Map<String, @Nullable Object> exchange,
            Map<String, @Nullable Object> request,
            Map<String, @Nullable Object> response)
            throws IOException {
        byte[] body = new byte[0];
        String type = null;
        if (request.get("headers") instanceof List<?> headers) {
            for (Object header : headers) {
                if (header instanceof List<?> pair && "content-type".equalsIgnoreCase((String) pair.get(0))) {
                    type = (String) pair.get(1);
                }
            }
        }
        if (request.containsKey("json")) {
            body = comparison.translate(Json.write(request.get("json"))).getBytes(StandardCharsets.UTF_8);
            type = type == null ? "application/json" : type;
        } else if (request.get("body") instanceof String text) {
            body = comparison.translate(text).getBytes(StandardCharsets.UTF_8);
        } else if (request.get("body") instanceof Map<?, ?> encoded) {
            body = Base64.getDecoder().decode(String.valueOf(encoded.get("base64")));
        }
        Answer answer = admin.handle(text(request, "method"), comparison.translate(text(request, "path")), type, body);
        if (answer == null) {
            return List.of("no answer to " + text(request, "method") + " " + text(request, "path"));
        }
        List<String> differences =
                new ArrayList<>(comparison.differences(response.get("status"), (long) answer.status(), "status"));
        if (response.containsKey("json") && !"status".equals(exchange.get("compare"))) {
            Object json = JsonBody.parse(Json.write(answer.json()).getBytes(StandardCharsets.UTF_8));
            differences.addAll(
                    "page".equals(exchange.get("compare"))
                            ? comparison.pageDifferences(response.get("json"), json)
                            : comparison.differences(response.get("json"), json, "body"));
        }
        return differences;
    }

    /** The syntax errors that the recordings show, by source: the Lua front end has tests of its own. */
    private static FunctionCheck recordedSyntaxErrors(List<Map<String, @Nullable Object>> all) {
        Map<String, String> errors = new HashMap<>();
        for (Map<String, @Nullable Object> scenario : all) {
            for (Map<String, @Nullable Object> exchange : maps(scenario, "exchanges")) {
                Object sent = at(map(exchange, "request"), "json", "config");
                Object refused = at(map(exchange, "response"), "json", "fields", "config");
                if (sent instanceof Map<?, ?> phases && refused instanceof Map<?, ?> found) {
                    found.forEach((phase, list) -> {
                        if (list instanceof List<?> messages && phases.get(phase) instanceof List<?> sources) {
                            for (int i = 0; i < messages.size(); i++) {
                                if (messages.get(i) instanceof String message && message.startsWith(PARSE_ERROR)) {
                                    errors.put((String) sources.get(i), message.substring(message.indexOf(": ") + 2));
                                }
                            }
                        }
                    });
                }
            }
        }
        return source -> Optional.ofNullable(errors.get(source));
    }

    private static @Nullable Object at(Map<String, @Nullable Object> map, String... path) {
        Object value = map;
        for (String name : path) {
            value = value instanceof Map<?, ?> inner ? inner.get(name) : null;
        }
        return value;
    }

    private static List<Map<String, @Nullable Object>> recordings() throws IOException {
        try (InputStream in = AdminGoldenTest.class.getResourceAsStream("/golden/admin.jsonl")) {
            List<Map<String, @Nullable Object>> result = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                result.add(copy(JsonBody.parse(line.getBytes(StandardCharsets.UTF_8))));
            }
            return result;
        }
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object value) {
        Map<String, @Nullable Object> result = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> result.put(String.valueOf(key), item));
        }
        return result;
    }

    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> in, String name) {
        return copy(in.get(name));
    }

    private static List<Map<String, @Nullable Object>> maps(Map<String, @Nullable Object> in, String name) {
        return in.get(name) instanceof List<?> list
                ? list.stream().map(AdminGoldenTest::copy).toList()
                : List.of();
    }

    private static String text(Map<String, @Nullable Object> in, String name) {
        return String.valueOf(in.get(name));
    }
}
