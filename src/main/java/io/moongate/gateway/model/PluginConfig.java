package io.moongate.gateway.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One configured plugin: its name, its scope and its settings.
 *
 * @param serviceId the service it is bound to, or null; a plugin with no scope at all is global
 * @param config the settings, checked by the plugin's schema
 * @param document the whole entity as the Admin API shows it
 */
public record PluginConfig(
        UUID id,
        String name,
        @Nullable UUID serviceId,
        @Nullable UUID routeId,
        @Nullable UUID consumerId,
        Map<String, @Nullable Object> config,
        List<String> protocols,
        boolean enabled,
        Map<String, @Nullable Object> document) {

    /** Reads a checked document. */
    public static PluginConfig of(Map<String, @Nullable Object> fields) {
        Document entity = new Document(fields);
        return new PluginConfig(
                entity.id(),
                entity.required("name"),
                entity.foreign("service"),
                entity.foreign("route"),
                entity.foreign("consumer"),
                entity.record("config"),
                entity.strings("protocols"),
                entity.bool("enabled", true),
                fields);
    }
}
