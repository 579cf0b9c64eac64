package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import org.jspecify.annotations.Nullable;

/** The Host that the upstream sees where no upstream entity names another. */
public final class UpstreamHost {
    private UpstreamHost() {}

    /** @param host the client's Host header, or null */
    public static String of(Route route, Service service, @Nullable String host) {
        if (route.preserveHost() && host != null && !host.isEmpty()) {
            return host;
        }
        boolean tls = service.protocol().equals("https") || service.protocol().equals("grpcs");
        return service.port() == (tls ? 443 : 80) ? service.host() : service.host() + ":" + service.port();
    }
}
