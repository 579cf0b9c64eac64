package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plugin must share a protocol with the route it is bound to, or with a route of its service. */
final class PluginScope {
    private final Schemas schemas;
    private final EntityStore store;

    PluginScope(Schemas schemas, EntityStore store) {
        this.schemas = schemas;
        this.store = store;
    }

    /** Why a plugin would never run, or null. */
    @Nullable
    KongError refusal(Map<String, @Nullable Object> plugin) {
        EntitySchema routes = schemas.find("routes");
        if (routes == null) {
            return null;
        }
        Document document = new Document(plugin);
        List<String> protocols = document.strings("protocols");
        UUID route = document.foreign("route");
        UUID service = document.foreign("service");
        if (route != null) {
            Map<String, @Nullable Object> found = store.byId(routes, route);
            return found == null || shares(found, protocols)
                    ? null
                    : KongError.schemaViolation("protocols", "must match the associated route's protocols");
        }
        return service == null || anyRouteShares(routes, service, protocols)
                ? null
                : KongError.schemaViolation(
                        "protocols",
                        "must match the protocols of at least one route pointing to this Plugin's service");
    }

    /** Whether a route of the service shares a protocol; a service without routes stops nothing. */
    private boolean anyRouteShares(EntitySchema routes, UUID service, List<String> protocols) {
        boolean any = false;
        PageRequest next = PageRequest.first().within("service", service);
        while (store.page(routes, next) instanceof Result.Ok<Page>(Page page)) {
            for (Map<String, @Nullable Object> route : page.entities()) {
                any = true;
                if (shares(route, protocols)) {
                    return true;
                }
            }
            if (page.offset() == null) {
                break;
            }
            next = new PageRequest(next.size(), page.offset(), null, next.parent());
        }
        return !any;
    }

    private static boolean shares(Map<String, @Nullable Object> route, List<String> protocols) {
        return !Collections.disjoint(new Document(route).strings("protocols"), protocols);
    }
}
