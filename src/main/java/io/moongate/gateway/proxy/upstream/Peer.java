package io.moongate.gateway.proxy.upstream;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a connection leads to; those to the same peer can stand in for each other.
 *
 * @param serverName the TLS server name to ask for, or null
 */
public record Peer(InetAddress address, int port, boolean tls, @Nullable String serverName) {

    /** Address and port as nginx writes them. */
    public String text() {
        String host = address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
