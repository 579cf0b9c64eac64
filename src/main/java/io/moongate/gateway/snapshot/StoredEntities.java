package io.moongate.gateway.snapshot;

import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.model.Route;
import io.moongate.gateway.model.Service;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.EntityStore;
import io.moongate.gateway.store.Lifetime;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the entities of the data plane out of a store, part by part. */
public final class StoredEntities implements EntitySource {
    private static final int PART = 1000;

    private final EntityStore store;
    private final Schemas schemas;

    public StoredEntities(EntityStore store, Schemas schemas) {
        this.store = store;
        this.schemas = schemas;
    }

    @Override
    public All read() {
        // Those that refer to others are read first: what comes to be meanwhile may be missing, but never dangles.
        List<PluginConfig> plugins = all("plugins", PluginConfig::of);
        List<Credential> credentials = credentials();
        List<Target> targets = all("targets", Target::of);
        List<Route> routes = all("routes", Route::of);
        return new All(
                all("services", Service::of),
                routes,
                plugins,
                all("upstreams", Upstream::of),
                targets,
                all("consumers", Consumer::of),
                credentials);
    }

    /** Whatever belongs to a consumer and is found by a key is a credential. */
    private List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        for (EntitySchema schema : schemas.all()) {
            Field owner = schema.field("consumer");
            String key = schema.endpointKey();
            if (owner != null && owner.isRequired() && key != null) {
                all.addAll(all(
                        schema.name(),
                        (Map<String, @Nullable Object> document) ->
                                Credential.of(schema.name(), key, Lifetime.end(document), document)));
            }
        }
        return all;
    }

    private <T> List<T> all(String entity, Function<Map<String, @Nullable Object>, T> reader) {
        EntitySchema schema = schemas.get(entity);
        List<T> all = new ArrayList<>();
        @Nullable String offset = null;
        do {
            Page page = switch (store.page(schema, new PageRequest(PART, offset, null, null))) {
                case Result.Ok<Page>(Page found) -> found;
                case Result.Failed<Page> failed ->
                    throw new IllegalStateException("the list of " + entity + " cannot be read: " + failed.error());
            };
            for (Map<String, @Nullable Object> document : page.entities()) {
                all.add(reader.apply(document));
            }
            offset = page.offset();
        } while (offset != null);
        return all;
    }
}
