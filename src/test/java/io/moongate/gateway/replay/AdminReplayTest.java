package io.moongate.gateway.replay;

import io.moongate.gateway.DatabaseResource;
import io.moongate.gateway.replay.Recording.Scenario;
import io.moongate.gateway.schema.FunctionCheck;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Admin API with a database answers as the recorded Kong did. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class AdminReplayTest {
    private static final String NAMES = "^(services\\.(?!tls)|routes\\.|plugins\\.|decoding\\.|paging\\.(by|nested)"
            + "|transport\\.(methods|head|media|json|query|limits)|tags\\.filters|plugin-schemas\\.(pre|post)"
            + "|validate\\.services|debug\\.|cache\\.|consumers\\.|upstreams\\.|targets\\.|credentials\\.(key|basic)-auth)";
    /** What shows the seconds that a key has left, which go by. */
    private static final Predicate<String> COUNTDOWN =
            Pattern.compile("credentials\\.key-auth\\.(06|07|10)").asPredicate();

    /** What is about the syntax of functions needs a compiler's front end to look at it. */
    private static final Predicate<String> SYNTAX =
            Pattern.compile("plugins\\.syntax|plugin-schemas\\..*02").asPredicate();

    @Inject
    FunctionCheck check;

    @TestHTTPResource
    URL address;

    static Stream<Scenario> scenarios() {
        return AdminReplay.scenarios("postgres", NAMES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void agrees(Scenario scenario) throws IOException {
        boolean checked = check.check("x = (").isPresent();
        new AdminReplay(address.getPort())
                .run(scenario, name -> COUNTDOWN.test(name) || (!checked && SYNTAX.test(name)));
    }
}
