package io.moongate.gateway.store;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.moongate.gateway.DatabaseResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A change is in force when its answer arrives, and soon on nodes that did not make it. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class ChangeFeedTest {
    private static final String COUNT = "UPDATE changes SET version = version + 1";

    @Inject
    CountedChanges changes;

    @Inject
    AgroalDataSource database;

    @Test
    void anOwnWriteIsInForceWhenItsAnswerArrives() {
        int before = changes.count();
        String id = given().formParam("host", "h.example").post("/services").path("id");
        int between = changes.count();
        assertTrue(between > before);
        given().delete("/services/" + id).then().statusCode(204);
        assertTrue(changes.count() > between);
    }

    @Test
    void aWriteThatIsRefusedOrDoesNothingIsNoChange() throws SQLException {
        long before = version();
        given().post("/services").then().statusCode(400);
        given().delete("/services/none").then().statusCode(204);
        assertEquals(before, version());
    }

    @Test
    void anotherNodesWriteIsHeardOf() throws SQLException {
        int before = changes.count();
        execute(COUNT, "NOTIFY " + ChangeCounter.CHANNEL);
        Awaitility.await().until(() -> changes.count() > before);
    }

    @Test
    void aNotificationThatIsLostIsMadeUpFor() throws SQLException {
        int before = changes.count();
        execute(COUNT);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> changes.count() > before);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private long version() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ChangeCounter.READ)) {
            row.next();
            return row.getLong(1);
        }
    }
}
