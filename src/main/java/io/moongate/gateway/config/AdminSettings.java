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

    /** The largest body that the Admin API takes unless it is told otherwise. */
    String DEFAULT_LARGEST_BODY = "10m";

    /** The largest body that the Admin API takes, 0 for any: bytes, or with k, m or g. */
    @WithDefault(DEFAULT_LARGEST_BODY)
    @WithConverter(Size.Reader.class)
    Size nginxAdminClientMaxBodySize();
}
