package io.moongate.gateway.script;

import io.moongate.gateway.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of the node as {@code kong.configuration} shows them: lists as lists, numbers as numbers, no secrets. */
final class ConfigurationView {
    private static final String PREFIX = "kong.";
    private static final String MASK = "******";
    private static final Set<String> LISTS = Set.of(
            "proxy_listen",
            "admin_listen",
            "plugins",
            "trusted_ips",
            "headers",
            "tracing_instrumentations",
            "untrusted_lua_sandbox_requires",
            "untrusted_lua_sandbox_environment");
    private static final Set<String> WORDS = Set.of("untrusted_lua", "database", "admin_gui_listen");

    private ConfigurationView() {}

    static Map<String, Object> of(GatewayConfig settings) {
        Config config = ConfigProvider.getConfig();
        Map<String, Object> view = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                String name = property.substring(PREFIX.length());
                config.getOptionalValue(property, String.class)
                        .ifPresent(value -> view.put(name, secret(name) ? MASK : value(name, value)));
            }
        }
        view.put("prefix", settings.prefix().toString());
        return view;
    }

    private static boolean secret(String name) {
        return name.contains("password") || name.contains("secret") || name.endsWith("_token") || name.endsWith("_key");
    }

    private static Object value(String name, String value) {
        if (LISTS.contains(name)) {
            List<String> items = new ArrayList<>();
            for (String item : value.split(",")) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
            return items;
        }
        if (value.matches("\\d{1,15}")) {
            return Double.valueOf(value);
        }
        return switch (value) {
            case "on", "true" -> WORDS.contains(name) ? value : (Object) true;
            case "off", "false" -> WORDS.contains(name) ? value : (Object) false;
            default -> value;
        };
    }
}
