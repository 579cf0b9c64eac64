package io.moongate.gateway.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The request of the client. As in Kong, headers, method and query are one and the same for what the client sent and
 * what goes upstream: what a function sets here, the upstream sees, and later functions read.
 */
public final class ClientRequest {
    /** The request target as sent ({@code ngx.var.request_uri}); bytes as characters. */
    public final String target;

    /** The method as sent, for the log. */
    public final String originalMethod;

    /** 10, 11 or 20. */
    public final int httpVersion;

    /** {@code http} or {@code https} of the connection. */
    public final String scheme;

    /** The address and port that the connection came from. */
    public final String peerAddress;

    public final int peerPort;

    /** The address and port that the connection came in on. */
    public final String serverAddress;

    public final int serverPort;

    /** The TLS server name, or null. */
    public final @Nullable String serverName;

    /** Headers, in the order and case in which they came; values are bytes as characters. */
    public final HeaderList headers;

    public final RequestBody body;

    /** When the head was read, in milliseconds since the epoch. */
    public final long startedAt;

    /** The method that goes upstream ({@code ngx.req.set_method}). */
    public String method;

    /** The query without its question mark ({@code ngx.var.args}); null where the target has no question mark. */
    public @Nullable String query;

    /** The client's address after trusted proxies were taken into account ({@code ngx.var.remote_addr}). */
    public String forwardedAddress;

    public int forwardedPort;

    /** Of the connection that it came by; null where that is in the clear. */
    public @Nullable ClientTls tls;

    /** What {@code kong.client.tls.set_client_verify} put in the place of what the connection says, or null. */
    public @Nullable String clientVerify;

    public ClientRequest(
            String target,
            String method,
            int httpVersion,
            String scheme,
            String peerAddress,
            int peerPort,
            String serverAddress,
            int serverPort,
            @Nullable String serverName,
            HeaderList headers,
            RequestBody body,
            long startedAt) {
        this.target = target;
        this.originalMethod = method;
        this.method = method;
        this.httpVersion = httpVersion;
        this.scheme = scheme;
        this.peerAddress = peerAddress;
        this.peerPort = peerPort;
        this.serverAddress = serverAddress;
        this.serverPort = serverPort;
        this.serverName = serverName;
        this.headers = headers;
        this.body = body;
        this.startedAt = startedAt;
        this.forwardedAddress = peerAddress;
        this.forwardedPort = peerPort;
        int mark = target.indexOf('?');
        this.query = mark < 0 ? null : target.substring(mark + 1);
    }

    /** The target up to its first question mark. */
    public String rawPath() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }
}
