package io.moongate.gateway.router;

import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import org.jspecify.annotations.Nullable;

/** A route, or the part of one with some of its paths, made ready for matching. Null rules ask for nothing. */
record Candidate(
        Route route,
        @Nullable Service service,
        String @Nullable [] methods,
        HostRule @Nullable [] hosts,
        PathRule @Nullable [] paths,
        HeaderRule @Nullable [] headers,
        SniRule @Nullable [] snis) {}
