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
import java.util.LinkedHashMap;
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
        Map<String, Documents> read = new LinkedHashMap<>();
        for (EntitySchema schema : List.copyOf(schemas.all()).reversed()) {
            read.put(schema.name(), new Documents(schema, all(schema)));
        }
        return new All(
                list(read, "services", Service::of),
                list(read, "routes", Route::of),
                list(read, "plugins", PluginConfig::of),
                list(read, "upstreams", Upstream::of),
                list(read, "targets", Target::of),
                list(read, "consumers", Consumer::of),
                credentials(read),
                List.copyOf(read.values()));
    }

    private static <T> List<T> list(
            Map<String, Documents> read, String entity, Function<Map<String, @Nullable Object>, T> reader) {
        Documents documents = read.get(entity);
        return documents == null
                ? List.of()
                : documents.documents().stream().map(reader).toList();
    }

    /** Whatever belongs to a consumer and is found by a key is a credential. */
    private static List<Credential> credentials(Map<String, Documents> read) {
        List<Credential> all = new ArrayList<>();
        for (Documents documents : read.values()) {
            EntitySchema schema = documents.schema();
            Field owner = schema.field("consumer");
            String key = schema.endpointKey();
            if (owner != null && owner.isRequired() && key != null) {
                for (Map<String, @Nullable Object> document : documents.documents()) {
                    all.add(Credential.of(schema.name(), key, Lifetime.end(document), document));
                }
            }
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> all(EntitySchema schema) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        @Nullable String offset = null;
        do {
            Page page = switch (store.page(schema, new PageRequest(PART, offset, null, null))) {
                case Result.Ok<Page>(Page found) -> found;
                case Result.Failed<Page> failed ->
                    throw new IllegalStateException(
                            "the list of " + schema.name() + " cannot be read: " + failed.error());
            };
            all.addAll(page.entities());
            offset = page.offset();
        } while (offset != null);
        return all;
    }
}
