package io.moongate.gateway.admin;

import java.util.List;

/** A part of the Admin API. A bean of this type is found by itself. */
interface EndpointSource {
    /** Its paths. */
    List<Endpoint> endpoints();

    /** Whether others, who know one kind of entity better, go before this one. */
    default boolean general() {
        return false;
    }
}
