package io.moongate.gateway.router;

import org.jspecify.annotations.Nullable;

/**
 * What routes may look at in a request. Text is bytes in characters.
 *
 * @param host the Host header, or null where there is none
 * @param tls whether it came over TLS
 * @param port the port that the connection came in on
 * @param sni the TLS server name, or null
 */
public record RoutingRequest(
        String method,
        RequestTarget target,
        @Nullable String host,
        boolean tls,
        int port,
        @Nullable String sni,
        RequestHeaders headers) {}
