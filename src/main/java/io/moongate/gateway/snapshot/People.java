package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The consumers and their credentials, to be found by what requests bring along. */
final class People {
    private final Map<UUID, Consumer> byId = new HashMap<>();
    private final Map<String, Consumer> byName = new HashMap<>();
    private final Map<String, Map<String, Credential>> credentials = new HashMap<>();

    People(Collection<Consumer> consumers, Collection<Credential> all) {
        for (Consumer consumer : consumers) {
            if (consumer.id() != null) {
                byId.put(consumer.id(), consumer);
            }
            if (consumer.username() != null) {
                byName.put(consumer.username(), consumer);
            }
        }
        for (Credential credential : all) {
            if (credential.key() != null) {
                credentials
                        .computeIfAbsent(credential.kind(), kind -> new HashMap<>())
                        .put(credential.key(), credential);
            }
        }
    }

    @Nullable
    Consumer consumer(UUID id) {
        return byId.get(id);
    }

    @Nullable
    Consumer consumerNamed(String username) {
        return byName.get(username);
    }

    @Nullable
    Credential credential(String kind, String key) {
        Map<String, Credential> ofKind = credentials.get(kind);
        Credential found = ofKind == null ? null : ofKind.get(key);
        return found == null || (found.end() != Long.MAX_VALUE && found.end() <= System.currentTimeMillis())
                ? null
                : found;
    }
}
