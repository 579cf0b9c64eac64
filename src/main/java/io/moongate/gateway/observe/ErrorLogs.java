package io.moongate.gateway.observe;

import io.moongate.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Set;

/** Opens the error log of a node where its settings say, and closes it at the end. */
@ApplicationScoped
class ErrorLogs {
    private static final Set<String> STDERR = Set.of("/dev/stderr", "/dev/stdout", "off");

    @Produces
    @Singleton
    ErrorLog errorLog(GatewayConfig config) {
        String place = config.proxyErrorLog();
        boolean toFile = !STDERR.contains(place);
        Path path = toFile ? config.prefix().resolve(place) : null;
        return new ErrorLog(config.logLevel(), path, config.errorLogOnStderr() || place.startsWith("/dev/"));
    }

    void close(@Disposes ErrorLog log) {
        log.close();
    }
}
