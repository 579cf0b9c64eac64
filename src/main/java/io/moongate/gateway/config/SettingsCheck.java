package io.moongate.gateway.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings before anything starts, and says in plain words what is wrong with them. */
public final class SettingsCheck {
    private static final Pattern CONVERSION = Pattern.compile(
            "(?:\\S+Exception: )?The config property kong\\.(\\S+) with the config value \"(.*)\" threw an Exception whilst "
                    + "being converted (?:\\S+Exception: )?(.*)",
            Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("SRCFG\\d+: ");

    private SettingsCheck() {}

    /**
     * What was found before the start.
     *
     * @param settings Kong's settings
     * @param databaseUrl the address of the database in the driver's form, where one is named
     */
    public record Found(GatewayConfig settings, Optional<String> databaseUrl) {}

    /** The settings; throws {@link BadSettings} where they cannot be read. */
    public static Found read() {
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .addDefaultSources()
                    .addDefaultInterceptors()
                    .withSources(new KongSources())
                    .withMapping(GatewayConfig.class)
                    .withValidateUnknown(false)
                    .build();
            GatewayConfig settings = config.getConfigMapping(GatewayConfig.class);
            List<String> problems = problems(settings);
            if (!problems.isEmpty()) {
                throw new BadSettings(problems);
            }
            return new Found(settings, config.getOptionalValue("quarkus.datasource.jdbc.url", String.class));
        } catch (ConfigValidationException e) {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(plain(e.getProblem(i).getMessage()));
            }
            throw new BadSettings(problems);
        } catch (IllegalArgumentException e) {
            throw new BadSettings(List.of(plain(String.valueOf(e.getMessage()))));
        }
    }

    /** What the types of the tree cannot say. */
    private static List<String> problems(GatewayConfig settings) {
        List<String> problems = new ArrayList<>();
        int port = settings.postgres().pgPort();
        if (port < 1 || port > 65535) {
            problems.add("pg_port: '" + port + "' is not a port (1 to 65535)");
        }
        String workers = settings.nginxWorkerProcesses();
        if (!workers.equals("auto") && !workers.matches("[1-9]\\d{0,3}")) {
            problems.add("nginx_worker_processes: '" + workers + "' is neither a number nor auto");
        }
        if (!settings.routerFlavor().equals("traditional_compatible")
                && !settings.routerFlavor().equals("traditional")) {
            problems.add("router_flavor: '" + settings.routerFlavor()
                    + "' is not supported (traditional_compatible or traditional)");
        }
        if (settings.declarativeConfig().isPresent()
                && settings.declarativeConfigString().isPresent()) {
            problems.add("declarative_config: cannot be used together with declarative_config_string");
        }
        return problems;
    }

    /** Turns the configuration library's sentence into one about a setting. */
    private static String plain(String message) {
        String text = CODE.matcher(message).replaceAll("");
        Matcher matcher = CONVERSION.matcher(text);
        return matcher.matches()
                ? matcher.group(1) + ": '" + matcher.group(2) + "' is not allowed: " + matcher.group(3)
                : text.replaceAll("^\\S+Exception: ", "").replace("kong.", "");
    }

    /** Settings that cannot be used; each problem names its setting. */
    public static final class BadSettings extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadSettings(List<String> problems) {
            super(String.join("\n", problems));
        }
    }
}
