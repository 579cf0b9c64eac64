package io.moongate.gateway;

import io.moongate.gateway.store.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The embedded PostgreSQL for tests: one server for all of a run, on an empty data folder. */
public class DatabaseResource implements QuarkusTestResourceLifecycleManager {
    /** Where the server of this JVM keeps its data, for tests that stop it. */
    public static final Path PREFIX = Path.of("target", "test-prefix").toAbsolutePath();

    private static final String STARTED = "moongate.test.database";

    @Override
    public Map<String, String> start() {
        try {
            if (System.getProperties().putIfAbsent(STARTED, "yes") == null) {
                deleteAll(PREFIX.resolve("postgres"));
            }
            EmbeddedDatabase database = EmbeddedDatabase.start(PREFIX);
            return Map.of(
                    "kong.prefix",
                    PREFIX.toString(),
                    "kong.pg_host",
                    "127.0.0.1",
                    "kong.pg_port",
                    Integer.toString(database.port()),
                    "kong.pg_user",
                    EmbeddedDatabase.USER,
                    "kong.pg_database",
                    EmbeddedDatabase.USER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void stop() {
        // The server ends with the JVM, so that tests of other profiles find it running.
    }
}
