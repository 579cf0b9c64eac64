package io.moongate.gateway.exchange;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer; confined to one {@link Worker}. */
public final class Exchange {
    public final Worker worker;
    public final ClientRequest request;
    public final UpstreamRequest upstream = new UpstreamRequest();
    public final ClientResponse response;
    public final ResponseSink sink;
    public final Timings timings = new Timings();

    /** The id that client, upstream and log see: 32 hexadecimal digits. */
    public final String requestId;

    /** The number of the client's connection, and of this request on it (from 1), as the log shows them. */
    public final long connection;

    public final int requestOfConnection;

    public Phase phase = Phase.REWRITE;

    /**
     * What is being done, as the log words it behind {@code while} ({@code sending to client}, {@code logging
     * request}); null where the log names nothing. Set by the proxy, read by {@link LogContext}.
     */
    public @Nullable String action;

    /** The route that took the request; null before routing and where nothing matched. */
    public @Nullable Route route;

    /** The service of the route; null where it has none. */
    public @Nullable Service service;

    /** What the route's expression captured, by number from 0; null where there is nothing. */
    public @Nullable List<@Nullable String> captures;

    /** The same by name. */
    public Map<String, String> namedCaptures = Map.of();

    /** The path in normal form ({@code kong.request.get_path}); computed on first use by the proxy. */
    public @Nullable String normalPath;

    /** The prefix that the route consumed and strips, or null. */
    public @Nullable String strippedPrefix;

    /** What the upstream answered; null before, and where none was asked. */
    public @Nullable UpstreamResponse upstreamResponse;

    /** What functions keep for this request ({@code kong.ctx}, {@code ngx.ctx}); owned by the script room. */
    public @Nullable Object scriptState;

    /** What the request is handled by. */
    public Configuration configuration = Configuration.EMPTY;

    /** Who sends it; null while nobody said so. */
    public @Nullable Consumer consumer;

    /** By what that is known. */
    public @Nullable Credential credential;

    /** The plugins chosen for this request, a {@code PluginPlan}; set by the proxy. */
    public @Nullable Object plan;

    /**
     * How far down the plan plugins take part in the phases that follow: an immediate exit in rewrite or access leaves
     * out those of lower priority, as they were not asked yet.
     */
    public int planLimit = Integer.MAX_VALUE;

    /** What plugins keep for this request, each under itself. */
    private @Nullable Map<Object, Object> notes;

    /** Whether the request went upstream, whatever came of it ({@code KONG_PROXIED}). */
    public boolean proxied;

    public Exchange(
            Worker worker,
            ClientRequest request,
            ClientResponse response,
            ResponseSink sink,
            String requestId,
            long connection,
            int requestOfConnection) {
        this.worker = worker;
        this.request = request;
        this.response = response;
        this.sink = sink;
        this.requestId = requestId;
        this.connection = connection;
        this.requestOfConnection = requestOfConnection;
    }

    /** Keeps something for a later phase. */
    public void note(Object owner, Object what) {
        Map<Object, Object> kept = notes;
        if (kept == null) {
            kept = new IdentityHashMap<>(2);
            notes = kept;
        }
        kept.put(owner, what);
    }

    /** What was kept, or null. */
    public @Nullable Object note(Object owner) {
        return notes == null ? null : notes.get(owner);
    }
}
