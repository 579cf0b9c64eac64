package io.moongate.gateway.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Adds two sources: the settings of a file of Kong's form, and what Kong's settings mean in Quarkus's own. Both stand
 * below the environment and system properties, so that a {@code QUARKUS_…} variable can still overrule.
 */
public final class KongSources implements ConfigSourceFactory {
    private static final String PREFIX = "kong.";
    private static final int FILE_ORDINAL = 280;
    private static final int DERIVED_ORDINAL = 270;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> file = new HashMap<>();
        ConfFile.read(value(context, "kong.conf")).forEach((name, value) -> file.put(PREFIX + name, value));
        UnaryOperator<@Nullable String> setting = name -> {
            ConfigValue found = context.getValue(PREFIX + name);
            String inFile = file.get(PREFIX + name);
            boolean stronger =
                    found != null && found.getValue() != null && found.getConfigSourceOrdinal() > FILE_ORDINAL;
            return stronger || inFile == null ? text(found) : inFile;
        };
        return List.of(
                new PropertiesConfigSource(file, "kong.conf", FILE_ORDINAL),
                new PropertiesConfigSource(derived(setting), "settings derived from Kong's", DERIVED_ORDINAL));
    }

    /** Quarkus's settings that follow; a setting that cannot be read is left for the check of the tree to report. */
    static Map<String, String> derived(UnaryOperator<@Nullable String> setting) {
        Map<String, String> derived = new HashMap<>();
        listen(setting.apply("admin_listen"), derived);
        largestBody(setting.apply("nginx_admin_client_max_body_size"), derived);
        String host = setting.apply("pg_host");
        if ("off".equals(setting.apply("database"))) {
            derived.put("quarkus.datasource.active", "false");
            derived.put("quarkus.hibernate-orm.active", "false");
            derived.put("quarkus.flyway.active", "false");
        } else if (host != null) {
            derived.put("quarkus.datasource.jdbc.url", url(host, setting));
            derived.put("quarkus.datasource.username", orElse(setting.apply("pg_user"), "kong"));
            derived.put("quarkus.datasource.password", orElse(setting.apply("pg_password"), ""));
        }
        return derived;
    }

    private static void largestBody(@Nullable String text, Map<String, String> derived) {
        try {
            long bytes =
                    Size.of(orElse(text, AdminSettings.DEFAULT_LARGEST_BODY)).bytes();
            if (bytes > 0) {
                derived.put("quarkus.http.limits.max-body-size", Long.toString(bytes));
            }
        } catch (IllegalArgumentException reportedLater) {
            return;
        }
    }

    private static void listen(@Nullable String text, Map<String, String> derived) {
        Listens listens;
        try {
            listens = Listens.of(orElse(text, AdminSettings.DEFAULT_LISTEN));
        } catch (IllegalArgumentException reportedLater) {
            return;
        }
        listens.all().stream()
                .filter(listen -> !listen.ssl())
                .findFirst()
                .ifPresentOrElse(
                        plain -> {
                            derived.put("quarkus.http.host", plain.host());
                            derived.put("quarkus.http.port", Integer.toString(plain.port()));
                        },
                        () -> derived.put("quarkus.http.host-enabled", "false"));
    }

    /** The address of the database in the driver's form. */
    static String url(String host, UnaryOperator<@Nullable String> setting) {
        StringBuilder url = new StringBuilder("jdbc:postgresql://")
                .append(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                .append(':')
                .append(orElse(setting.apply("pg_port"), "5432"))
                .append('/')
                .append(orElse(setting.apply("pg_database"), "kong"));
        boolean ssl = on(setting.apply("pg_ssl"));
        url.append("?sslmode=")
                .append(!ssl ? "disable" : on(setting.apply("pg_ssl_verify")) ? "verify-full" : "require");
        String schema = setting.apply("pg_schema");
        if (schema != null) {
            url.append("&currentSchema=").append(schema);
        }
        return url.toString();
    }

    private static boolean on(@Nullable String text) {
        try {
            return text != null && Boolean.TRUE.equals(new OnOff().convert(text));
        } catch (IllegalArgumentException reportedLater) {
            return false;
        }
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value != null ? value : otherwise;
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        return text(context.getValue(name));
    }

    private static @Nullable String text(@Nullable ConfigValue value) {
        return value == null || value.getValue() == null || value.getValue().isEmpty() ? null : value.getValue();
    }
}
