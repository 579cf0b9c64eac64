package io.moongate.gateway.admin;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.model.Document;
import io.moongate.gateway.model.Target;
import io.moongate.gateway.model.Upstream;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.Entities;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Targets, which live within their upstream alone: an address names one there and nowhere else, the youngest are listed
 * first, and each may be marked as healthy or not.
 */
@Singleton
class TargetResource implements EndpointSource {
    private static final String TARGETS = "/upstreams/{upstreams}/targets";
    private static final String TARGET = TARGETS + "/{targets}";
    private static final int STEP = 1000;

    private final EntitySchema upstreams;
    private final EntitySchema targets;
    private final Entities entities;
    private final TargetHealth health;

    TargetResource(Schemas schemas, Entities entities, TargetHealth health) {
        this.upstreams = schemas.get("upstreams");
        this.targets = schemas.get("targets");
        this.entities = entities;
        this.health = health;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.add(Endpoint.at(TARGETS).get(this::list).post(this::create));
        all.add(Endpoint.at(TARGETS + "/all").get(this::list));
        all.add(Endpoint.at(TARGET)
                .get(request -> Answer.ok(target(request, upstream(request))))
                .put(this::put)
                .patch(this::patch)
                .delete(this::delete));
        for (String where : List.of(TARGET, TARGET + "/{address}")) {
            all.add(Endpoint.at(where + "/healthy").put(request -> mark(request, true)));
            all.add(Endpoint.at(where + "/unhealthy").put(request -> mark(request, false)));
        }
        return all;
    }

    // What a path names

    private Map<String, @Nullable Object> upstream(AdminRequest request) {
        return upstream(entities, upstreams, request);
    }

    static Map<String, @Nullable Object> upstream(Entities entities, EntitySchema upstreams, AdminRequest request) {
        Entities.Key key = EntityResource.orRefused(entities.key(upstreams, request.param("upstreams")));
        return EntityResource.orNotFound(entities.find(upstreams, key));
    }

    private Map<String, @Nullable Object> target(AdminRequest request, Map<String, @Nullable Object> upstream) {
        return EntityResource.orNotFound(find(request, upstream));
    }

    private @Nullable Map<String, @Nullable Object> find(AdminRequest request, Map<String, @Nullable Object> upstream) {
        String name = request.param("targets");
        String address = address(name);
        for (Map<String, @Nullable Object> target : all(entities, targets, upstream, null)) {
            if (name.equalsIgnoreCase(String.valueOf(target.get("id"))) || address.equals(target.get("target"))) {
                return target;
            }
        }
        return null;
    }

    /** An address as targets are kept by it: with a port. */
    private String address(String name) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("target", name);
        return String.valueOf(targets.prepare().apply(given).get("target"));
    }

    /** All targets of an upstream, the youngest first. */
    static List<Map<String, @Nullable Object>> all(
            Entities entities,
            EntitySchema targets,
            Map<String, @Nullable Object> upstream,
            @Nullable PageRequest asked) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        PageRequest next = new PageRequest(STEP, null, asked == null ? null : asked.tags(), null)
                .within("upstream", new Document(upstream).id());
        String offset;
        do {
            Page page = EntityResource.orRefused(entities.page(targets, next));
            all.addAll(page.entities());
            offset = page.offset();
            next = new PageRequest(STEP, offset, next.tags(), next.parent());
        } while (offset != null);
        all.sort(Comparator.comparingDouble(TargetResource::createdAt)
                .reversed()
                .thenComparing(target -> String.valueOf(target.get("id"))));
        return all;
    }

    private static double createdAt(Map<String, @Nullable Object> target) {
        return target.get("created_at") instanceof Number number ? number.doubleValue() : 0;
    }

    // What is done

    private Answer list(AdminRequest request) {
        Map<String, @Nullable Object> upstream = upstream(request);
        PageRequest asked = EntityResource.orRefused(
                PageRequest.parse(request.argument("size"), request.argument("offset"), request.argument("tags")));
        List<Map<String, @Nullable Object>> all = all(entities, targets, upstream, asked);
        int start = position(asked.offset());
        int end = Math.min(all.size(), start + asked.size());
        String offset = end < all.size() ? Integer.toString(end) : null;
        return Answer.page(
                start < end ? all.subList(start, end) : List.of(), offset, EntityResource.next(request, offset, false));
    }

    /** The offset of this listing is the number of targets before it. */
    private static int position(@Nullable String offset) {
        if (offset == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(offset));
        } catch (NumberFormatException e) {
            return EntityResource.orRefused(Result.failed(KongError.invalidOffset(offset, "bad base64 encoding")));
        }
    }

    private Map<String, @Nullable Object> input(AdminRequest request, Map<String, @Nullable Object> upstream) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>(request.input(targets));
        Map<String, @Nullable Object> reference = new LinkedHashMap<>();
        reference.put("id", upstream.get("id"));
        input.put("upstream", reference);
        return input;
    }

    private Answer create(AdminRequest request) {
        return EntityResource.answer(entities.create(targets, input(request, upstream(request))), Answer::created);
    }

    private Answer put(AdminRequest request) {
        Map<String, @Nullable Object> upstream = upstream(request);
        Map<String, @Nullable Object> found = find(request, upstream);
        Map<String, @Nullable Object> input = input(request, upstream);
        String name = request.param("targets");
        boolean byId = entities.key(targets, name) instanceof Result.Ok<Entities.Key>(Entities.Key.Id id);
        if (!byId) {
            input.put("target", name);
        }
        if (found == null && !byId) {
            return EntityResource.answer(entities.create(targets, input), Answer::ok);
        }
        Entities.Key key = found == null
                ? EntityResource.orRefused(entities.key(targets, name))
                : new Entities.Key.Id(new Document(found).id());
        return EntityResource.answer(entities.put(targets, key, input), Answer::ok);
    }

    private Answer patch(AdminRequest request) {
        Map<String, @Nullable Object> found = target(request, upstream(request));
        Entities.Key key = new Entities.Key.Id(new Document(found).id());
        return EntityResource.answer(entities.update(targets, key, request.input(targets, found)), Answer::ok);
    }

    private Answer delete(AdminRequest request) {
        Map<String, @Nullable Object> found = target(request, upstream(request));
        Entities.Key key = new Entities.Key.Id(new Document(found).id());
        return EntityResource.answer(entities.delete(targets, key), deleted -> Answer.noContent());
    }

    private Answer mark(AdminRequest request, boolean healthy) {
        Map<String, @Nullable Object> upstream = upstream(request);
        Target target = Target.of(target(request, upstream));
        health.mark(Upstream.of(upstream), target, healthy);
        return Answer.noContent();
    }
}
