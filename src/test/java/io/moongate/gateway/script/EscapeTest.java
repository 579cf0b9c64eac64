package io.moongate.gateway.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attempts at getting out of the sandbox, by category: the files of the resources {@code escape/}, run by the engine of
 * phases as the proxy runs it. After each, another function must work and find the world as it was.
 */
class EscapeTest {
    @TempDir
    static Path modules;

    /** Accepts connections and never says a word. */
    private static ServerSocket silent;

    private @Nullable Gateway gateway;
    private String settings = "";
    private List<String> world = List.of();

    @BeforeAll
    static void prepare() throws IOException {
        Files.writeString(modules.resolve("secret.lua"), "return { word = 'from a file' }");
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void end() throws IOException {
        silent.close();
    }

    @Test
    void thereAreManyAttempts() {
        int count = Attempt.all("escape").values().stream().mapToInt(List::size).sum();
        assertTrue(count >= 150, "only " + count);
    }

    @TestFactory
    Stream<DynamicContainer> categories() {
        return Attempt.all("escape").entrySet().stream()
                .map(category -> DynamicContainer.dynamicContainer(
                        category.getKey(),
                        category.getValue().stream()
                                .map(attempt -> DynamicTest.dynamicTest(attempt.name(), () -> named(attempt)))));
    }

    private void named(Attempt attempt) {
        try {
            attempt(attempt);
        } catch (AssertionError failure) {
            throw new AssertionError(attempt.name() + ": " + failure.getMessage(), failure);
        }
    }

    private void attempt(Attempt attempt) {
        Gateway gate = gateway(attempt);
        int logged = gate.log().size();
        String source = attempt.source().replace("PORT", Integer.toString(silent.getLocalPort()));
        Functions plugin = gate.plugin("pre-function", Phase.ACCESS, source);
        Gateway.RequestBuilder request = gate.request();
        if (attempt.has("body")) {
            request.header("Content-Type", "application/json").body("[".repeat(4000));
        }
        Exchange exchange = request.exchange();
        Outcome outcome = gate.run(plugin, Phase.ACCESS, exchange);
        attempt.expectations().forEach(wanted -> check(gate, wanted, outcome, logged));
        if (gate.script.mode() == SandboxMode.OFF) {
            return;
        }
        assertEquals("fine", gate.answer("kong.response.exit(200, ('fine'):lower())"));
        if (gate.script.mode() != SandboxMode.ON) {
            // In the open all functions of a worker share one world on purpose, as in Kong.
            assertNull(World.difference(world, World.of(gate)));
        }
    }

    private static void check(Gateway gate, Attempt.Expectation wanted, Outcome outcome, int logged) {
        String words = wanted.words();
        switch (wanted.kind()) {
            case "-->" -> assertEquals(words, plain(gate.body(outcome)));
            case "--=" -> assertEquals(words, gate.body(outcome));
            case "--#" -> assertEquals(words, outcome.toString());
            case "--!" -> {
                assertSame(Outcome.Failed.ERROR, outcome, () -> String.join("\n", log(gate, logged)));
                List<String> log = log(gate, logged);
                assertTrue(log.stream().anyMatch(line -> line.contains(words)), log::toString);
            }
            case "--~" ->
                Awaitility.await(words)
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> log(gate, logged).stream().anyMatch(line -> line.contains(words)));
            case "--norecord" ->
                assertTrue(log(gate, logged).stream()
                        .noneMatch(record -> record.substring(0, Math.min(60, record.length()))
                                .contains(words)));
            case "--nocontrol" ->
                assertTrue(log(gate, logged).stream()
                        .noneMatch(record ->
                                record.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 127)));
            default -> {}
        }
    }

    private static List<String> log(Gateway gate, int from) {
        List<String> all = gate.log();
        return all.subList(Math.min(from, all.size()), all.size());
    }

    /** Without what Kong's texts have before the words, and with the place of the code cut short. */
    private static String plain(String body) {
        return body.replaceAll("\\[string \"(?:[^\"]|\"(?!]))*\"\\]:\\d+:", "[string \"...\"]:LINE:")
                .replace("/usr/local/share/lua/5.1/kong/tools/kong-lua-sandbox.lua:95:", "KONG:")
                .replace("/usr/local/share/lua/5.1/kong/tools/sandbox.lua:79: require", "REQ")
                .replace("\0", "\\0")
                .replace("\n", "\\n");
    }

    /** The gateway for an attempt: the last one again where the settings are the same. */
    private Gateway gateway(Attempt attempt) {
        String wanted = attempt.options().entrySet().stream()
                .filter(option -> Set.of("mode", "requires", "environment", "cpu", "memory", "wall", "path")
                        .contains(option.getKey()))
                .toList()
                .toString();
        Gateway present = gateway;
        if (present != null && wanted.equals(settings)) {
            return present;
        }
        if (present != null) {
            present.close();
        }
        Gateway fresh = Gateway.of(
                SandboxMode.valueOf(attempt.option("mode", "sandbox").toUpperCase(Locale.ROOT)),
                Set.copyOf(attempt.list("requires")),
                attempt.list("environment"),
                Integer.parseInt(attempt.option("cpu", "1000")),
                Long.parseLong(attempt.option("memory", "256")) << 20,
                Integer.parseInt(attempt.option("wall", "0")),
                attempt.has("path") ? modules + "/?.lua" : "",
                Map.of("prefix", "/x", "pg_password", "******", "plugins", List.of("bundled")));
        gateway = fresh;
        settings = wanted;
        world = World.of(fresh);
        return fresh;
    }

    @org.junit.jupiter.api.AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
