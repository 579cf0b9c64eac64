package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The proxy. */
@ConfigMapping(namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ProxySettings {

    @WithDefault("0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384")
    @WithConverter(Listens.Reader.class)
    Listens proxyListen();

    /** The headers about the gateway that an answer carries. */
    @WithDefault("server_tokens, latency_tokens, X-Kong-Request-Id")
    List<@WithConverter(Word.class) String> headers();

    /** Addresses and blocks of addresses whose X-Forwarded headers are believed. */
    Optional<List<@WithConverter(Word.class) String>> trustedIps();

    @WithDefault("X-Real-IP")
    String realIpHeader();

    @WithDefault("off")
    @WithConverter(OnOff.class)
    boolean realIpRecursive();

    /** Whether a request may ask for debugging headers. */
    @WithDefault("off")
    @WithConverter(OnOff.class)
    boolean allowDebugHeader();

    /** The largest request body, 0 for any: bytes, or with k, m or g. */
    @WithDefault("0")
    @WithConverter(Size.Reader.class)
    Size nginxHttpClientMaxBodySize();

    /** How much of a request body is held in memory for functions. */
    @WithDefault("8k")
    @WithConverter(Size.Reader.class)
    Size nginxHttpClientBodyBufferSize();

    /** Idle connections to upstreams that a worker keeps for each of them. */
    @WithDefault("512")
    int upstreamKeepalivePoolSize();

    /** Requests on one connection to an upstream, 0 for any number. */
    @WithDefault("10000")
    int upstreamKeepaliveMaxRequests();

    /** Seconds that an idle connection to an upstream is kept. */
    @WithDefault("60")
    int upstreamKeepaliveIdleTimeout();

    /** The file of host names that is looked at before DNS. */
    @WithDefault("/etc/hosts")
    Path dnsHostsfile();
}
