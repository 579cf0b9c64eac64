package io.moongate.gateway.proxy.upstream;

import io.moongate.gateway.exchange.TlsRules;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a connection leads to; those to equal peers can stand in for each other. */
public final class Peer {
    private final InetAddress address;
    private final int port;
    private final boolean tls;
    private final @Nullable String serverName;
    private final TlsRules rules;
    private @Nullable String text;

    /**
     * A peer.
     *
     * @param serverName the TLS server name to ask for, or null
     * @param rules how TLS is done, where it is
     */
    public Peer(InetAddress address, int port, boolean tls, @Nullable String serverName, TlsRules rules) {
        this.rules = rules;
        this.address = address;
        this.port = port;
        this.tls = tls;
        this.serverName = serverName;
    }

    InetAddress address() {
        return address;
    }

    int port() {
        return port;
    }

    boolean tls() {
        return tls;
    }

    @Nullable
    String serverName() {
        return serverName;
    }

    TlsRules rules() {
        return rules;
    }

    /** Address and port as nginx writes them. */
    public String text() {
        String known = text;
        if (known == null) {
            String host = address.getHostAddress();
            known = (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
            text = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Peer peer
                && port == peer.port
                && tls == peer.tls
                && (rules == peer.rules || rules.equals(peer.rules))
                && address.equals(peer.address)
                && Objects.equals(serverName, peer.serverName);
    }

    @Override
    public int hashCode() {
        return (address.hashCode() * 31 + port) * 31 + (serverName == null ? 0 : serverName.hashCode());
    }
}
