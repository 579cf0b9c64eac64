package io.moongate.gateway.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the request goes upstream. Filled in after routing from the service; functions in access may change
 * everything here ({@code kong.service.*}, {@code ngx.var.upstream_*}).
 */
public final class UpstreamRequest {
    /** {@code http} or {@code https}. */
    public String scheme = "http";

    /** The path that the upstream sees, without query ({@code ngx.var.upstream_uri}); empty before routing. */
    public String path = "";

    /** The Host header for the upstream; null means the target's host, with its port unless it is the default. */
    public @Nullable String hostHeader;

    /** Host name or address of the target; empty where there is no service. */
    public String host = "";

    public int port;

    /** Milliseconds. */
    public int connectTimeout = 60_000;

    public int writeTimeout = 60_000;

    public int readTimeout = 60_000;

    public int retries = 5;

    /** How TLS is done where the scheme is {@code https}. */
    public TlsRules tls = TlsRules.USUAL;

    /**
     * Asked for another target before each try after the first ({@code kong.service.set_target_retry_callback}); null
     * where none was set.
     */
    public @Nullable RetryTarget retryTarget;

    /** Chooses where a further try goes, by setting host and port of the request. May wait. */
    @FunctionalInterface
    public interface RetryTarget {
        /** Why there is no further try, or null. */
        @Nullable
        String choose();
    }

    /** Set by {@code kong.service.request.enable_buffering}: the answer is read whole before header_filter. */
    public boolean buffered;

    // What the gateway tells the upstream of the client; null where the header is not sent.
    public @Nullable String forwardedFor;
    public @Nullable String forwardedProto;
    public @Nullable String forwardedHost;
    public @Nullable String forwardedPort;
    public @Nullable String forwardedPath;
    public @Nullable String forwardedPrefix;

    /** The {@code Upgrade} value to pass on, or null. */
    public @Nullable String upgrade;

    /** The address and port of the last try ({@code ngx.var.upstream_addr}), or null. */
    public @Nullable String address;

    /** Number of tries so far. */
    public int tries;

    /** When the last try began, in milliseconds since the epoch. */
    public long tryStarted;

    /** Tries that failed, in order; null where none did. */
    public @Nullable List<FailedTry> failedTries;

    /**
     * A try that came to nothing.
     *
     * @param address host and port
     * @param started in milliseconds since the epoch
     * @param status what the client would have got of it
     */
    public record FailedTry(String address, long started, int status) {}

    /** Keeps that the last try failed. */
    public void tryFailed(int status) {
        if (failedTries == null) {
            failedTries = new ArrayList<>(2);
        }
        failedTries.add(new FailedTry(String.valueOf(address), tryStarted, status));
    }
}
