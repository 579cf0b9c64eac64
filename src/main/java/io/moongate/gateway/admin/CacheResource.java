package io.moongate.gateway.admin;

import jakarta.inject.Singleton;
import java.util.List;

/** The cache of entities: this gateway has none to look into, since what is in force is built whole with each change. */
@Singleton
class CacheResource implements EndpointSource {

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("/cache").delete(request -> Answer.noContent()),
                Endpoint.at("/cache/{key}").get(request -> Answer.notFound()).delete(request -> Answer.noContent()));
    }
}
