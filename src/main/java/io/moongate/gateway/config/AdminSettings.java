package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** The Admin API. */
@ConfigMapping(namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface AdminSettings {
    /** Where the Admin API listens unless it is told otherwise. */
    String DEFAULT_LISTEN = "127.0.0.1:8001";

    @WithDefault(DEFAULT_LISTEN)
    @WithConverter(Listens.Reader.class)
    Listens adminListen();
}
