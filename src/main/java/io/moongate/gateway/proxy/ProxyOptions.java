package io.moongate.gateway.proxy;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.Listen;
import io.moongate.gateway.config.ProxySettings;
import io.moongate.gateway.exchange.AddressBlocks;
import io.moongate.gateway.proxy.upstream.Upstreams;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the proxy needs of the settings, worked out once.
 *
 * @param workers the number of event loops
 * @param headers which headers about the gateway an answer carries
 * @param realIpHeader the header in which trusted proxies name the client
 * @param largestBody the largest body of a request, 0 for any
 * @param hostsFile the file of host names that is looked at before the system's resolver
 * @param certificates the folder of the certificate made for want of another
 */
public record ProxyOptions(
        List<Listen> listens,
        int workers,
        Headers headers,
        AddressBlocks trusted,
        String realIpHeader,
        boolean realIpRecursive,
        boolean debugHeaders,
        long largestBody,
        Upstreams.Keeping keeping,
        Timeouts timeouts,
        Path hostsFile,
        Path certificates) {

    /** Which headers about the gateway an answer carries. */
    public record Headers(
            boolean server,
            boolean via,
            boolean upstreamLatency,
            boolean proxyLatency,
            boolean responseLatency,
            boolean upstreamStatus,
            boolean requestId) {

        /** Reads Kong's names; {@code server_tokens} and {@code latency_tokens} stand for groups. */
        public static Headers of(List<String> names) {
            Set<String> on = new HashSet<>();
            names.forEach(name -> on.add(name.strip().toLowerCase(Locale.ROOT)));
            boolean server = on.contains("server_tokens");
            boolean latency = on.contains("latency_tokens");
            return new Headers(
                    server || on.contains("server"),
                    server || on.contains("via"),
                    latency || on.contains("x-kong-upstream-latency"),
                    latency || on.contains("x-kong-proxy-latency"),
                    latency || on.contains("x-kong-response-latency"),
                    on.contains("x-kong-upstream-status"),
                    on.contains("x-kong-request-id"));
        }
    }

    /** How long a client may take, in milliseconds: for a head, between pieces of a body, to take pieces, when idle. */
    public record Timeouts(long head, long body, long send, long keepAlive) {
        /** Those of nginx. */
        public static final Timeouts USUAL = new Timeouts(60_000, 60_000, 60_000, 75_000);
    }

    /** Takes what the proxy needs out of the settings. */
    public static ProxyOptions of(GatewayConfig config) {
        ProxySettings proxy = config.proxy();
        String workers = config.nginxWorkerProcesses();
        return new ProxyOptions(
                proxy.proxyListen().all(),
                workers.equals("auto") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(workers),
                Headers.of(proxy.headers()),
                AddressBlocks.of(proxy.trustedIps().orElse(List.of())),
                proxy.realIpHeader(),
                proxy.realIpRecursive(),
                proxy.allowDebugHeader(),
                proxy.nginxHttpClientMaxBodySize().bytes(),
                new Upstreams.Keeping(
                        proxy.upstreamKeepalivePoolSize(),
                        proxy.upstreamKeepaliveMaxRequests(),
                        proxy.upstreamKeepaliveIdleTimeout() * 1000L),
                Timeouts.USUAL,
                proxy.dnsHostsfile(),
                config.prefix().resolve("ssl"));
    }
}
