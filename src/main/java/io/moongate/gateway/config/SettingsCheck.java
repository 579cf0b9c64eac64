package io.moongate.gateway.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings before anything starts, and says in plain words what is wrong with them. */
public final class SettingsCheck {
    private static final Pattern CONVERSION = Pattern.compile(
            "(?:\\S+Exception: )?The config property kong\\.(\\S+) with the config value \"(.*)\" threw an Exception whilst "
                    + "being converted (?:\\S+Exception: )?(.*)",
            Pattern.DOTALL);
    /** What converters say of a word that is none of a few. */
    private static final Pattern CHOICES = Pattern.compile("allowed values: \\[?([^\\]]*)]?");

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
        return read(Map.of());
    }

    /** The same with some settings given outright. */
    static Found read(Map<String, String> given) {
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(given, "given", Integer.MAX_VALUE))
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
        OutsideCheck.add(settings, problems);
        return problems;
    }

    /** Turns the configuration library's sentence into one about a setting, in Kong's words where Kong has some. */
    private static String plain(String message) {
        String text = CODE.matcher(message).replaceAll("");
        Matcher failed = CONVERSION.matcher(text);
        if (!failed.matches()) {
            return text.replaceAll("^\\S+Exception: ", "").replace("kong.", "");
        }
        String name = failed.group(1);
        String value = "'" + failed.group(2) + "'";
        String why = failed.group(3);
        Matcher choices = CHOICES.matcher(why);
        if (choices.find()) {
            return name + " has an invalid value: " + value + " ("
                    + choices.group(1).replaceAll("\\s*,\\s*", ", ") + ")";
        }
        if (why.equals(OnOff.NEITHER)) {
            return name + " is not a boolean: " + value;
        }
        return why.startsWith("Expected a")
                ? name + " is not a number: " + value
                : name + ": " + value + " is not allowed: " + why;
    }

    /** Settings that cannot be used; each problem names its setting. */
    public static final class BadSettings extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadSettings(List<String> problems) {
            super(String.join("\n", problems));
        }
    }
}
