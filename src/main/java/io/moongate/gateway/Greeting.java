package io.moongate.gateway;

import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.Listen;
import io.moongate.gateway.config.Listens;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Optional;
import java.util.Set;

/** Says, once the Admin API listens, where to point curl. */
@ApplicationScoped
class Greeting {
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::");

    private final GatewayConfig config;

    Greeting(GatewayConfig config) {
        this.config = config;
    }

    void greet(@ObservesAsync HttpServerStart server) {
        System.err.println("\nMoongate is up.\n"
                + line("Admin API", url(config.admin().adminListen(), "http"))
                + line("Proxy", url(config.proxy().proxyListen(), "http"))
                + line("Database", database())
                + line(
                        "Error log",
                        config.prefix().resolve(config.proxyErrorLog()).toString()));
    }

    private String database() {
        Optional<String> host = config.postgres().pgHost();
        return config.database() == DatabaseKind.OFF
                ? "none: entities come from POST /config or KONG_DECLARATIVE_CONFIG"
                : host.map(name -> "PostgreSQL at " + name + ":"
                                + config.postgres().pgPort())
                        .orElse("embedded PostgreSQL, data in "
                                + config.prefix().resolve("postgres"));
    }

    private static String url(Listens listens, String scheme) {
        Optional<Listen> plain =
                listens.all().stream().filter(listen -> !listen.ssl()).findFirst();
        return plain.map(listen -> "curl -i " + scheme + "://"
                        + (ANYWHERE.contains(listen.host()) ? "localhost" : listen.host()) + ":" + listen.port() + "/")
                .orElse("off");
    }

    private static String line(String what, String where) {
        return "  %-10s %s%n".formatted(what, where);
    }
}
