package io.moongate.gateway.script;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions may ask of the node they run on; the rooms that know answer. */
public interface NodeFacts {
    /** A node of which nothing is known. */
    NodeFacts NONE = new NodeFacts() {};

    /** Its id, a UUID. */
    default String nodeId() {
        return "00000000-0000-0000-0000-000000000000";
    }

    /** The id that all nodes of one database share; null without a database. */
    default @Nullable String clusterId() {
        return null;
    }

    /** Whether X-Forwarded headers from this address are believed. */
    default boolean trusted(String address) {
        return false;
    }

    /** A variable of the environment, or null. */
    default @Nullable String environment(String name) {
        return System.getenv(name);
    }

    /** How many workers there are. */
    default int workers() {
        return 1;
    }

    /** Counters of connections and requests, by the names that {@code kong.nginx.get_statistics} gives them. */
    default Map<String, Long> statistics() {
        return Map.of();
    }
}
