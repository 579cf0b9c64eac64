package io.moongate.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.moongate.gateway.DatabaseResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entities through the Admin API, as a user meets them. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class EntityResourceTest {

    @AfterEach
    void empty() {
        for (String kind : List.of("plugins", "routes", "services", "consumers")) {
            List<String> ids = given().get("/" + kind).path("data.id");
            ids.forEach(id -> given().delete("/" + kind + "/" + id).then().statusCode(204));
        }
    }

    @Test
    void aServiceLivesFromItsCreationToItsDeletion() {
        String id = given().formParam("name", "s")
                .formParam("url", "http://h.example:81/p")
                .post("/services")
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Credentials", "true")
                .header("Server", "kong/3.9.3")
                .header("X-Kong-Admin-Latency", matchesPattern("\\d+"))
                .body("host", equalTo("h.example"))
                .body("port", equalTo(81))
                .body("path", equalTo("/p"))
                .body("tags", nullValue())
                .extract()
                .path("id");
        json(Map.of("retries", 1)).patch("/services/s").then().statusCode(200).body("retries", equalTo(1));
        given().get("/services/" + id + "/").then().statusCode(200).body("retries", equalTo(1));
        json(Map.of("host", "other.example"))
                .put("/services/s")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("retries", equalTo(5));
        given().delete("/services/s").then().statusCode(204);
        given().get("/services/s").then().statusCode(404).body("message", equalTo("Not found"));
    }

    @Test
    void entitiesNestUnderTheOneTheyReferTo() {
        json(Map.of("name", "s", "host", "h")).post("/services").then().statusCode(201);
        String route = json(Map.of("name", "r", "paths", List.of("/r")))
                .post("/services/s/routes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        json(Map.of("name", "pre-function", "config", Map.of("access", List.of("return"))))
                .post("/routes/r/plugins")
                .then()
                .statusCode(201)
                .body("route.id", equalTo(route));
        given().get("/routes/r/service").then().body("name", equalTo("s"));
        given().get("/services/s/routes").then().body("data.name", contains("r"));
        given().get("/services/s/plugins").then().body("data", hasSize(0));
        given().delete("/services/s")
                .then()
                .statusCode(400)
                .body("code", equalTo(4))
                .body("fields.'@referenced_by'", equalTo("routes"));
        given().delete("/routes/r").then().statusCode(204);
        given().get("/plugins").then().body("data", hasSize(0));
    }

    @Test
    void whatIsWrongIsNamed() {
        json(Map.of("port", "x"))
                .post("/services")
                .then()
                .statusCode(400)
                .body("code", equalTo(2))
                .body("name", equalTo("schema violation"))
                .body("fields.host", equalTo("required field missing"))
                .body("fields.port", equalTo("expected an integer"))
                .body(
                        "message",
                        equalTo("2 schema violations (host: required field missing; port: expected an integer)"));
        json(Map.of("name", "twice", "host", "h")).post("/services").then().statusCode(201);
        json(Map.of("name", "twice", "host", "h"))
                .post("/services")
                .then()
                .statusCode(409)
                .body("code", equalTo(5))
                .body("message", equalTo("UNIQUE violation detected on '{name=\"twice\"}'"));
        json(Map.of("paths", List.of("/x"), "service", Map.of("id", "11111111-2222-4333-8444-555555555555")))
                .post("/routes")
                .then()
                .statusCode(400)
                .body("code", equalTo(4))
                .body("name", equalTo("foreign key violation"));
        json(Map.of("name", "nope"))
                .post("/plugins")
                .then()
                .statusCode(400)
                .body(
                        "fields.name",
                        equalTo("plugin 'nope' not enabled; add it to the 'plugins' configuration property"));
        given().contentType(ContentType.JSON)
                .body("{")
                .post("/services")
                .then()
                .statusCode(400)
                .body("message", equalTo("Cannot parse JSON body"));
    }

    @Test
    void textThatTheDatabaseCannotHoldIsRefused() {
        json(Map.of("name", "pre-function", "config", Map.of("access", List.of("return '\u0000'"))))
                .post("/plugins")
                .then()
                .statusCode(400)
                .body("code", equalTo(2));
        given().get("/plugins").then().body("data", hasSize(0));
    }

    @Test
    void largeFunctionsPassAndComeBackWhole() {
        char[] blanks = new char[2_000_000];
        Arrays.fill(blanks, ' ');
        String code = "return" + new String(blanks);
        String id = json(Map.of("name", "pre-function", "config", Map.of("access", List.of(code))))
                .post("/plugins")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        given().get("/plugins/" + id).then().body("config.access[0].length()", equalTo(code.length()));
    }

    @Test
    void noExceptionReachesAClient() {
        given().get("/services?size=1000&offset=%00")
                .then()
                .statusCode(400)
                .body("code", equalTo(7))
                .body(not(containsString("Exception")));
    }

    private static io.restassured.specification.RequestSpecification json(Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
