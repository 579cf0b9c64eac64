package io.moongate.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The server of a node's own. */
class EmbeddedDatabaseTest {
    /** Not one for this run alone: the server ends with the JVM, later than the test. */
    private static final Path PREFIX = Path.of("target", "embedded-test");

    @Test
    void oneThatEndsIsStartedAgainWhereItWas() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(PREFIX);
        connect(database);
        assertEquals(
                "rwxr-xr-x",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(PREFIX.resolve("postgres-server"))));
        assertFalse(EmbeddedDatabase.revive(PREFIX), "it is there");

        String pid =
                Files.readAllLines(PREFIX.resolve("postgres/postmaster.pid")).getFirst();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
        assertThrows(SQLException.class, () -> connect(database));

        // The processes that served clients may take a moment to go, and until then it does not start.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreException(IOException.class)
                .until(() -> {
                    EmbeddedDatabase.revive(PREFIX);
                    connect(database);
                    return true;
                });
        assertFalse(EmbeddedDatabase.revive(PREFIX), "it is there again");
    }

    private static void connect(EmbeddedDatabase database) throws SQLException {
        DatabaseProbe.connect(database.url(), EmbeddedDatabase.USER, "");
    }
}
