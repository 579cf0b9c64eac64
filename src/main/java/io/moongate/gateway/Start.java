package io.moongate.gateway;

import io.moongate.gateway.admin.RunningConfig;
import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.declarative.DeclarativeConfig;
import io.moongate.gateway.declarative.DeclarativeReader;
import io.moongate.gateway.declarative.FileReport;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What happens between the settings and the first request; what is wrong here ends the start with a sentence. */
@ApplicationScoped
class Start {
    /** Before the data plane, which builds on what is loaded here. */
    private static final int FIRST = 100;

    private final GatewayConfig config;

    Start(GatewayConfig config) {
        this.config = config;
    }

    void load(
            @Observes @Priority(FIRST) StartupEvent event,
            Schemas schemas,
            Validator validator,
            RunningConfig running) {
        String text = config.database() == DatabaseKind.OFF ? declared() : null;
        if (text != null) {
            Result<DeclarativeConfig> read = new DeclarativeReader(schemas, validator).read(text);
            switch (read) {
                case Result.Ok<DeclarativeConfig>(DeclarativeConfig declared) -> running.load(declared);
                case Result.Failed<DeclarativeConfig>(KongError error) ->
                    throw refused(FileReport.of(
                            config.declarativeConfig()
                                    .filter(file ->
                                            config.declarativeConfigString().isEmpty())
                                    .map(Path::toString)
                                    .orElse("declarative_config_string"),
                            error));
            }
        }
    }

    private @Nullable String declared() {
        if (config.declarativeConfigString().isPresent()) {
            return config.declarativeConfigString().get();
        }
        if (config.declarativeConfig().isEmpty()) {
            return null;
        }
        Path file = config.declarativeConfig().get();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw refused("declarative_config: cannot read " + file);
        }
    }

    private static ConfigurationException refused(String why) {
        return new ConfigurationException("Moongate does not start: " + why);
    }
}
