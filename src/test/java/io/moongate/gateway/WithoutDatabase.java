package io.moongate.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway that keeps its entities in memory. */
public class WithoutDatabase implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("kong.database", "off");
    }
}
