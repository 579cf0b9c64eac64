package io.moongate.gateway.replay;

import io.moongate.gateway.DatabaseResource;
import io.moongate.gateway.replay.Recording.Scenario;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Admin API with a database answers as the recorded Kong did. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class AdminReplayTest {
    private static final String NAMES =
            "^(services\\.|certificates\\.|snis\\.|ca_certificates\\.|routes\\.|plugins\\.|decoding\\.|paging\\.(by|nested)"
                    + "|transport\\.(methods|head|media|json|query|limits)|tags\\.filters|plugin-schemas\\.(pre|post)"
                    + "|validate\\.(services|plugins$)|vaults\\.|key-sets\\.|debug\\.|cache\\.|consumers\\.|upstreams\\.|targets\\.|credentials\\.basic-auth)";

    @TestHTTPResource
    URL address;

    static Stream<Scenario> scenarios() {
        return AdminReplay.scenarios("postgres", NAMES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void agrees(Scenario scenario) throws IOException {
        new AdminReplay(address.getPort()).run(scenario);
    }
}
