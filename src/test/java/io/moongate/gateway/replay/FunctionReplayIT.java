package io.moongate.gateway.replay;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.DatabaseResource;
import io.moongate.gateway.packaged.PackagedGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged gateway does with functions what a real Kong was recorded doing, in every setting of the recordings:
 * answers, headers, bodies and lines of the error log.
 */
class FunctionReplayIT {
    private static final List<String> FILES = List.of("/golden/functions.jsonl", "/golden/people.jsonl");

    @TempDir
    Path prefix;

    static Stream<Map<String, String>> settings() {
        return all().stream().map(FunctionCase::settings).distinct();
    }

    private static List<FunctionCase> all() {
        return FILES.stream().flatMap(file -> FunctionCase.load(file).stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void agrees(Map<String, String> settings) throws IOException {
        List<FunctionCase> cases = new ArrayList<>(all().stream()
                .filter(one -> one.settings().equals(settings) && !one.unstable())
                .toList());
        cases.sort((left, right) -> Boolean.compare(left.alone(), right.alone()));
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> other = new TreeMap<>();
        try (RecordedUpstream upstream = new RecordedUpstream();
                PackagedGateway gateway = PackagedGateway.start(prefix, environment(settings));
                FunctionReplay replay = new FunctionReplay(gateway, upstream.port())) {
            for (FunctionCase one : cases) {
                FunctionReplay.Result result = replay.run(one);
                result.wrong().forEach(difference -> wrong.add(one.name() + ", " + difference));
                if (!result.other().isEmpty()) {
                    other.put(one.name(), result.other());
                }
            }
        }
        Set<String> expected = new TreeSet<>(cases.stream()
                .map(FunctionCase::name)
                .filter(Deviations.BY_CASE::containsKey)
                .toList());
        assertAll(
                () -> assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong)),
                () -> assertEquals(
                        expected,
                        other.keySet(),
                        () -> "cases that differ where the recordings allow it:\n" + Recording.write(other)));
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        // One database for all settings: each leaves it as it was.
        new TreeMap<>(new DatabaseResource().start()).forEach((name, value) -> environment.put(variable(name), value));
        environment.remove("KONG_PREFIX");
        environment.put("KONG_LOG_LEVEL", "info");
        environment.put("KONG_NGINX_WORKER_PROCESSES", "1");
        settings.forEach((name, value) -> environment.put(variable(name), value));
        return environment;
    }

    private static String variable(String name) {
        String plain = name.startsWith("kong.") ? name.substring("kong.".length()) : name;
        return "KONG_" + plain.toUpperCase(Locale.ROOT);
    }
}
