package io.moongate.gateway.admin;

import io.moongate.gateway.model.Document;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.Entities;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The paths of every kind of entity, from its declaration: the collection and its members; for each of its foreign
 * fields the same within the entity that is referred to, and that entity by way of the one that refers to it.
 */
@Singleton
class EntityResource implements EndpointSource {
    private final Schemas schemas;
    private final Entities entities;

    EntityResource(Schemas schemas, Entities entities) {
        this.schemas = schemas;
        this.entities = entities;
    }

    @Override
    public boolean general() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        for (EntitySchema schema : schemas.all()) {
            if (schema.onlyNested()) {
                continue;
            }
            all.add(collection(schema));
            all.add(member(schema));
            for (Field field : schema.foreignFields()) {
                EntitySchema parent = schemas.find(String.valueOf(field.reference()));
                if (parent != null) {
                    Nesting nesting = new Nesting(schema, field.name(), parent);
                    all.add(collectionWithin(nesting));
                    all.add(memberWithin(nesting));
                    all.add(referred(nesting));
                }
            }
        }
        return all;
    }

    /** A foreign field of a kind of entity and the kind that it refers to. */
    private record Nesting(EntitySchema schema, String field, EntitySchema parent) {}

    private static String path(EntitySchema schema) {
        return "/" + schema.path();
    }

    private static String memberPath(EntitySchema schema) {
        return path(schema) + "/{" + schema.name() + "}";
    }

    // /services and /services/{services}

    private Endpoint collection(EntitySchema schema) {
        return Endpoint.at(path(schema))
                .get(request -> list(schema, request, null))
                .post(request -> answer(entities.create(schema, request.input(schema)), Answer::created));
    }

    private Endpoint member(EntitySchema schema) {
        return Endpoint.at(memberPath(schema))
                .get(request -> found(entities.find(schema, key(schema, request))))
                .put(request -> answer(entities.put(schema, key(schema, request), request.input(schema)), Answer::ok))
                .patch(request -> {
                    Entities.Key key = key(schema, request);
                    Map<String, @Nullable Object> input = request.input(schema, entities.find(schema, key));
                    return answer(entities.update(schema, key, input), Answer::ok);
                })
                .delete(request ->
                        answer(entities.delete(schema, key(schema, request)), deleted -> Answer.noContent()));
    }

    // /services/{services}/routes and /services/{services}/routes/{routes}

    private Endpoint collectionWithin(Nesting nesting) {
        return Endpoint.at(memberPath(nesting.parent()) + "/" + nesting.schema().nestedPath())
                .get(request -> list(nesting.schema(), request, parent(nesting, request)))
                .post(request ->
                        answer(entities.create(nesting.schema(), inputWithin(nesting, request)), Answer::created));
    }

    private Endpoint memberWithin(Nesting nesting) {
        EntitySchema schema = nesting.schema();
        return Endpoint.at(memberPath(nesting.parent()) + "/" + schema.nestedPath() + "/{" + schema.name() + "}")
                .get(request -> Answer.ok(child(nesting, request)))
                .put(request ->
                        answer(entities.put(schema, key(schema, request), inputWithin(nesting, request)), Answer::ok))
                .patch(request -> {
                    Map<String, @Nullable Object> child = child(nesting, request);
                    return answer(entities.update(schema, id(child), request.input(schema, child)), Answer::ok);
                })
                .delete(request ->
                        answer(entities.delete(schema, id(child(nesting, request))), deleted -> Answer.noContent()));
    }

    // /routes/{routes}/service

    private Endpoint referred(Nesting nesting) {
        return Endpoint.at(memberPath(nesting.schema()) + "/" + nesting.field())
                .get(request -> found(target(nesting, request)))
                .put(request -> putReferred(nesting, request))
                .patch(request -> {
                    Map<String, @Nullable Object> target = orNotFound(target(nesting, request));
                    Map<String, @Nullable Object> input = request.input(nesting.parent(), target);
                    return answer(entities.update(nesting.parent(), id(target), input), Answer::ok);
                })
                .delete(request -> target(nesting, request) == null ? Answer.notFound() : Answer.notAllowed());
    }

    /** Replaces what a foreign field refers to; where it refers to nothing, makes that and links it. */
    private Answer putReferred(Nesting nesting, AdminRequest request) {
        Map<String, @Nullable Object> holder = holder(nesting, request);
        Map<String, @Nullable Object> input = request.input(nesting.parent());
        UUID id = new Document(holder).foreign(nesting.field());
        if (id != null) {
            return answer(entities.put(nesting.parent(), new Entities.Key.Id(id), input), Answer::ok);
        }
        Map<String, @Nullable Object> made = orRefused(entities.create(nesting.parent(), input));
        Map<String, @Nullable Object> link = new LinkedHashMap<>();
        link.put(nesting.field(), reference(made));
        return answer(entities.update(nesting.schema(), id(holder), link), linked -> Answer.ok(made));
    }

    private Map<String, @Nullable Object> holder(Nesting nesting, AdminRequest request) {
        return orNotFound(entities.find(nesting.schema(), key(nesting.schema(), request)));
    }

    private @Nullable Map<String, @Nullable Object> target(Nesting nesting, AdminRequest request) {
        UUID id = new Document(holder(nesting, request)).foreign(nesting.field());
        Map<String, @Nullable Object> found =
                id == null ? null : entities.find(nesting.parent(), new Entities.Key.Id(id));
        if (found == null || !nesting.parent().name().equals("certificates")) {
            return found;
        }
        // Kong shows the names of a certificate here, but does not look them up.
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(found);
        shown.put("snis", null);
        return shown;
    }

    // The entities that a path names

    private Entities.Key key(EntitySchema schema, AdminRequest request) {
        return orRefused(entities.key(schema, request.param(schema.name())));
    }

    private Map<String, @Nullable Object> parent(EntitySchema schema, AdminRequest request) {
        return orNotFound(entities.find(schema, key(schema, request)));
    }

    private PageRequest.Parent parent(Nesting nesting, AdminRequest request) {
        return new PageRequest.Parent(nesting.field(), new Document(parent(nesting.parent(), request)).id());
    }

    /** A member of a collection within another entity; not found where it belongs elsewhere. */
    private Map<String, @Nullable Object> child(Nesting nesting, AdminRequest request) {
        UUID parent = new Document(parent(nesting.parent(), request)).id();
        Map<String, @Nullable Object> child = holder(nesting, request);
        if (!parent.equals(new Document(child).foreign(nesting.field()))) {
            throw new RefusedException(Answer.notFound());
        }
        return child;
    }

    /** The body, with the entity that the path names as the one it belongs to. */
    private Map<String, @Nullable Object> inputWithin(Nesting nesting, AdminRequest request) {
        Map<String, @Nullable Object> parent = parent(nesting.parent(), request);
        Map<String, @Nullable Object> input = new LinkedHashMap<>(request.input(nesting.schema()));
        input.put(nesting.field(), reference(parent));
        return input;
    }

    private static Map<String, @Nullable Object> reference(Map<String, @Nullable Object> entity) {
        Map<String, @Nullable Object> reference = new LinkedHashMap<>();
        reference.put("id", entity.get("id"));
        return reference;
    }

    private static Entities.Key id(Map<String, @Nullable Object> entity) {
        return new Entities.Key.Id(new Document(entity).id());
    }

    // Listings

    private Answer list(EntitySchema schema, AdminRequest request, PageRequest.@Nullable Parent parent) {
        PageRequest asked = orRefused(
                PageRequest.parse(request.argument("size"), request.argument("offset"), request.argument("tags")));
        PageRequest within = parent == null ? asked : asked.within(parent.field(), parent.id());
        Page page = orRefused(entities.page(schema, within));
        return Answer.page(page.entities(), page.offset(), next(request, page.offset(), parent == null));
    }

    /** The link to the next part; within another entity Kong's carries the offset alone. */
    static @Nullable String next(AdminRequest request, @Nullable String offset, boolean whole) {
        if (offset == null) {
            return null;
        }
        StringBuilder link =
                new StringBuilder(request.path()).append("?offset=").append(PathText.encode(offset));
        for (String name : whole ? List.of("tags", "size") : List.<String>of()) {
            String value = request.argument(name);
            if (value != null) {
                link.append('&').append(name).append('=').append(PathText.encode(value));
            }
        }
        return link.toString();
    }

    // Answers

    private static Answer found(@Nullable Map<String, @Nullable Object> entity) {
        return entity == null ? Answer.notFound() : Answer.ok(entity);
    }

    static <T> T orNotFound(@Nullable T value) {
        if (value == null) {
            throw new RefusedException(Answer.notFound());
        }
        return value;
    }

    static <T> T orRefused(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Failed<T>(KongError error) -> throw new RefusedException(Answer.of(error));
        };
    }

    static <T> Answer answer(Result<T> result, Function<T, Answer> well) {
        return well.apply(orRefused(result));
    }
}
