package io.moongate.gateway.replay;

import io.moongate.gateway.WithoutDatabase;
import io.moongate.gateway.replay.Recording.Scenario;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URL;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Admin API without a database answers as the recorded Kong did. */
@QuarkusTest
@TestProfile(WithoutDatabase.class)
class DblessReplayTest {
    @TestHTTPResource
    URL address;

    static Stream<Scenario> scenarios() {
        return AdminReplay.scenarios("dbless", "^dbless\\.(config|check|errors|flatten|export|methods|paging|read)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void agrees(Scenario scenario) throws IOException {
        new AdminReplay(address.getPort()).run(scenario);
    }
}
