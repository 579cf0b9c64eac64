package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What of requests is traced. */
@ConfigMapping(namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface TracingSettings {

    /** {@code off}, {@code all}, or some of {@code request} and {@code balancer}; Kong's others have no effect. */
    @WithDefault("off")
    List<@WithConverter(Word.class) String> tracingInstrumentations();

    /** The share of requests that are traced, where their sender does not decide it. */
    @WithDefault("0.01")
    double tracingSamplingRate();

    /** Where a collector takes spans by OTLP over HTTP; without it they stay with the functions. */
    Optional<String> tracingEndpoint();
}
