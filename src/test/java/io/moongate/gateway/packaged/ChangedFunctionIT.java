package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.moongate.gateway.replay.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed function is in force with the answer of the change, and the class of the old one is unloaded. */
class ChangedFunctionIT {
    private static final int CHANGES = 30;

    @TempDir
    Path prefix;

    @Test
    void anOldFunctionLeavesNoClass() {
        try (PackagedGateway gateway = PackagedGateway.start(prefix, Map.of("KONG_NGINX_WORKER_PROCESSES", "1"))) {
            AdminClient admin = new AdminClient(gateway.adminPort);
            admin.create("/routes", "{\"name\":\"changing\",\"paths\":[\"/changing\"]}");
            JsonNode plugin = admin.create("/routes/changing/plugins", function(0));
            assertEquals("version 0", answer(gateway));
            long first = functionClasses(gateway);
            assertTrue(first >= 2, "the chunk and the function that it returns: " + first);
            for (int version = 1; version <= CHANGES; version++) {
                admin.patch("/plugins/" + plugin.get("id").asText(), function(version));
                assertEquals("version " + version, answer(gateway), "at once after the change");
            }
            // A walk that ended a moment ago may still be on the stack, hence one version more than now.
            Awaitility.await("old classes to be unloaded")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> functionClasses(gateway) <= 2 * first);
        }
    }

    private static String function(int version) {
        return AdminClient.function(
                "pre-function",
                "access",
                "local text = 'version " + version + "' return function() return kong.response.exit(200, text) end");
    }

    private static String answer(PackagedGateway gateway) {
        return RawHttp.exchange(gateway.proxyPort, "GET /changing HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .text();
    }

    /** The classes made from Lua that are loaded, after a full collection. */
    private static long functionClasses(PackagedGateway gateway) {
        jcmd(gateway, "GC.run");
        return jcmd(gateway, "VM.class_hierarchy")
                .lines()
                .filter(line -> line.contains("io.moongate.lua.load.Lua$"))
                .count();
    }

    private static String jcmd(PackagedGateway gateway, String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(gateway.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
