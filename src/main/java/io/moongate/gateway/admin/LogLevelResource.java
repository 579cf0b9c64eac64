package io.moongate.gateway.admin;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.observe.ErrorLog;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The level of the error log, changed for a while: it returns to the configured one after {@code timeout} seconds. */
@Singleton
class LogLevelResource implements EndpointSource {
    private static final int DEFAULT_SECONDS = 60;

    private final ErrorLog log;
    private final LogLevel configured;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-level").daemon(true).factory());
    private @Nullable ScheduledFuture<?> returning;

    LogLevelResource(ErrorLog log) {
        this.log = log;
        this.configured = log.level();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("/debug/node/log-level")
                        .get(request ->
                                Answer.message(200, "log level: " + log.level().word())),
                Endpoint.at("/debug/node/log-level/{level}").put(this::change));
    }

    private synchronized Answer change(AdminRequest request) {
        String word = request.param("level");
        LogLevel wanted = LogLevel.find(word);
        if (wanted == null) {
            return Answer.message(400, "unknown log level: " + word);
        }
        int seconds = DEFAULT_SECONDS;
        String timeout = request.argument("timeout");
        if (timeout != null) {
            try {
                seconds = Integer.parseInt(timeout);
            } catch (NumberFormatException e) {
                return Answer.message(400, "timeout must be greater than or equal to 0");
            }
            if (seconds < 0) {
                return Answer.message(400, "timeout must be greater than or equal to 0");
            }
        }
        if (wanted == log.level()) {
            return Answer.message(200, "log level is already " + word);
        }
        if (returning != null) {
            returning.cancel(false);
        }
        log.level(wanted);
        // No time means until something else is said.
        returning = seconds == 0 ? null : clock.schedule(() -> log.level(configured), seconds, TimeUnit.SECONDS);
        return Answer.message(200, "log level changed");
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
