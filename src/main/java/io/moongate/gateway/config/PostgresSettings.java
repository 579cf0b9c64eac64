package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How the database is reached. */
@ConfigMapping(namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface PostgresSettings {

    /** The server; an embedded one is started where none is given. */
    Optional<String> pgHost();

    @WithDefault("5432")
    int pgPort();

    @WithDefault("kong")
    String pgUser();

    Optional<String> pgPassword();

    @WithDefault("kong")
    String pgDatabase();

    /** The schema, where it is not the one that the server chooses. */
    Optional<String> pgSchema();

    @WithDefault("off")
    @WithConverter(OnOff.class)
    boolean pgSsl();

    /** Whether the certificate of the server is checked. */
    @WithDefault("off")
    @WithConverter(OnOff.class)
    boolean pgSslVerify();

    /** The longest wait for the server, in milliseconds. */
    @WithDefault("5000")
    int pgTimeout();

    /** Seconds between two looks at the counter of changes, the net under the notifications. */
    @WithDefault("5")
    double dbUpdateFrequency();
}
