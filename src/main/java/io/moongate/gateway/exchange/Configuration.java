package io.moongate.gateway.exchange;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be looked up in the configuration that a request is handled by. Never waits. */
public interface Configuration {

    /** One in which there is nothing. */
    Configuration EMPTY = new Configuration() {
        @Override
        public boolean hasUpstream(String name) {
            return false;
        }

        @Override
        public @Nullable Consumer consumer(UUID id) {
            return null;
        }

        @Override
        public @Nullable Consumer consumerNamed(String username) {
            return null;
        }

        @Override
        public @Nullable Credential credential(String kind, String key) {
            return null;
        }
    };

    boolean hasUpstream(String name);

    /** All entities as documents. */
    default Catalog catalog() {
        return Catalog.EMPTY;
    }

    /** The consumer with an id, or null. */
    @Nullable
    Consumer consumer(UUID id);

    /** The consumer with a name, or null. */
    @Nullable
    Consumer consumerNamed(String username);

    /**
     * The credential of a kind that a key belongs to, or null; one whose time is up is no more.
     *
     * @param kind the name of the entity ({@code keyauth_credentials})
     */
    @Nullable
    Credential credential(String kind, String key);
}
