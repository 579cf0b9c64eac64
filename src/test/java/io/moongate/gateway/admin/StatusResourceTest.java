package io.moongate.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.moongate.gateway.DatabaseResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** {@code /status}. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class StatusResourceTest {

    @Test
    void theDictionariesOfFunctionsAreShown() {
        given().get("/status")
                .then()
                .body("memory.lua_shared_dicts.kong.capacity", equalTo("5.00 MiB"))
                .body("memory.lua_shared_dicts.kong.allocated_slabs", matchesPattern("[0-9.]+ MiB"));
        given().get("/status?unit=k&scale=0").then().body("memory.lua_shared_dicts.kong.capacity", equalTo("5120 KiB"));
    }
}
