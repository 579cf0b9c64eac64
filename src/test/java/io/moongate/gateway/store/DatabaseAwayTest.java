package io.moongate.gateway.store;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.DatabaseResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that goes away and comes back: the Admin API says so, and goes on by itself. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class DatabaseAwayTest {
    private static final String AWAY = "the database is unreachable";

    @ConfigProperty(name = "kong.pg_port")
    int port;

    @Test
    void theAdminApiSaysSoAndRecovers() throws Exception {
        String id = given().formParam("name", "stays")
                .formParam("host", "h.example")
                .post("/services")
                .path("id");
        control("-m", "fast", "-w", "stop");

        given().get("/services")
                .then()
                .statusCode(503)
                .body("message", equalTo(AWAY))
                .time(lessThan(6000L));
        given().formParam("host", "h.example")
                .post("/services")
                .then()
                .statusCode(503)
                .body("message", equalTo(AWAY));
        given().delete("/services/stays").then().statusCode(503);
        given().get("/status").then().statusCode(200).body("database.reachable", equalTo(false));
        given().get("/").then().statusCode(200);
        // What needs no database is refused or answered as ever.
        given().get("/nope").then().statusCode(404);

        start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().get("/services/stays").then().statusCode(200).body("id", equalTo(id)));
        given().delete("/services/stays").then().statusCode(204);
        given().get("/status").then().body("database.reachable", equalTo(true));
    }

    @AfterEach
    void start() throws Exception {
        if (!Files.exists(data().resolve("postmaster.pid"))) {
            control(
                    "-o",
                    "-p " + port + " -F -c max_connections=300",
                    "-l",
                    DatabaseResource.PREFIX.resolve("postgres.log").toString(),
                    "-w",
                    "start");
        }
    }

    private static Path data() {
        return DatabaseResource.PREFIX.resolve("postgres");
    }

    /** PostgreSQL refuses to run as root, so root gives up being root for it. */
    private static void control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(tool().toString(), "-D", data().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    }

    private static Path tool() throws IOException {
        try (Stream<Path> files = Files.walk(DatabaseResource.PREFIX.resolve("postgres-server"), 3)) {
            return files.filter(file -> file.endsWith("bin/pg_ctl")).findFirst().orElseThrow();
        }
    }
}
