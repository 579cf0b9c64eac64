package io.moongate.gateway.config;

import java.util.Locale;

/** Where entities are kept. */
public enum DatabaseKind {
    /** In PostgreSQL, shared by the nodes of a cluster. */
    POSTGRES,
    /** In memory, filled from a declarative configuration. */
    OFF;

    /** Kong's spelling. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
