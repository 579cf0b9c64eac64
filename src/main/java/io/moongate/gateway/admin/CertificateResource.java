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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Certificates, which are shown with the server names that belong to them, may be given such names as they are written,
 * and are found by them too.
 */
@Singleton
class CertificateResource implements EndpointSource {
    private static final String ALL = "/certificates";
    private static final String ONE = ALL + "/{certificates}";
    private static final String NAMES = ONE + "/snis";
    private static final String SNIS = "snis";
    private static final int STEP = 1000;

    private final EntitySchema certificates;
    private final EntitySchema snis;
    private final EntitySchema asked;
    private final Entities entities;

    CertificateResource(Schemas schemas, Entities entities) {
        this.certificates = schemas.get("certificates");
        this.snis = schemas.get(SNIS);
        this.entities = entities;
        this.asked = EntitySchema.of("certificates")
                .fields(certificates.fields().toArray(Field[]::new))
                .fields(Field.array(SNIS, Field.string("")))
                .build();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at(ALL).get(this::list).post(this::create),
                Endpoint.at(ONE)
                        .get(this::get)
                        .put(this::put)
                        .patch(this::patch)
                        .delete(this::delete),
                Endpoint.at(NAMES).get(this::names).post(this::addName),
                Endpoint.at("/snis/{snis}/certificate")
                        .get(request -> Answer.notFound())
                        .put(request -> Answer.notFound())
                        .patch(request -> Answer.notFound())
                        .delete(request -> Answer.notFound()));
    }

    /** What is written: the certificate's fields, and its names where they are given. */
    private record Input(
            Map<String, @Nullable Object> fields, @Nullable List<String> names) {}

    private Input input(AdminRequest request) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(request.input(asked));
        if (!fields.containsKey(SNIS)) {
            return new Input(fields, null);
        }
        return switch (fields.remove(SNIS)) {
            case null -> new Input(fields, List.of());
            case List<?> list -> new Input(fields, names(list));
            case Map<?, ?> map when map.isEmpty() -> new Input(fields, List.of());
            default -> throw refused(KongError.schemaViolation(SNIS, "expected an array"));
        };
    }

    private static List<String> names(List<?> list) {
        Set<String> names = new LinkedHashSet<>();
        for (Object item : list) {
            if (!(item instanceof String name)) {
                throw refused(KongError.schemaViolation(SNIS, "expected a string"));
            }
            if (!names.add(name)) {
                throw refused(KongError.schemaViolation(SNIS, "duplicate SNI in request: " + name));
            }
        }
        return List.copyOf(names);
    }

    private static RefusedException refused(KongError error) {
        return new RefusedException(Answer.of(error));
    }

    /** Refuses names that are none, or belong to another certificate. */
    private void checkFree(@Nullable List<String> names, @Nullable UUID certificate) {
        for (String name : names == null ? List.<String>of() : names) {
            Map<String, @Nullable Object> found =
                    entities.find(snis, EntityResource.orRefused(entities.key(snis, name)));
            UUID owner = found == null ? null : new Document(found).foreign("certificate");
            if (owner != null && !owner.equals(certificate)) {
                throw refused(KongError.schemaViolation(
                        SNIS, name + " already associated with existing certificate '" + owner + "'"));
            }
        }
    }

    // What a path names

    /** The certificate that a path names; null where its id is nobody's. */
    private @Nullable Map<String, @Nullable Object> find(AdminRequest request) {
        UUID id = id(request);
        if (id != null) {
            return entities.find(certificates, new Entities.Key.Id(id));
        }
        UUID owner = owner(request.param("certificates"));
        Map<String, @Nullable Object> found =
                owner == null ? null : entities.find(certificates, new Entities.Key.Id(owner));
        if (found == null) {
            throw new RefusedException(Answer.message(404, "SNI not found"));
        }
        return found;
    }

    private @Nullable UUID id(AdminRequest request) {
        return entities.key(certificates, request.param("certificates"))
                        instanceof Result.Ok<Entities.Key>(Entities.Key.Id(UUID id))
                ? id
                : null;
    }

    private @Nullable UUID owner(String name) {
        Map<String, @Nullable Object> sni =
                entities.key(snis, name) instanceof Result.Ok<Entities.Key>(Entities.Key key)
                        ? entities.find(snis, key)
                        : null;
        return sni == null ? null : new Document(sni).foreign("certificate");
    }

    private static UUID idOf(Map<String, @Nullable Object> certificate) {
        return new Document(certificate).id();
    }

    // Names of a certificate

    private List<Map<String, @Nullable Object>> namesOf(UUID certificate) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        String offset = null;
        do {
            Page page = EntityResource.orRefused(
                    entities.page(snis, new PageRequest(STEP, offset, null, null).within("certificate", certificate)));
            all.addAll(page.entities());
            offset = page.offset();
        } while (offset != null);
        return all;
    }

    private Map<String, @Nullable Object> shown(Map<String, @Nullable Object> certificate) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(certificate);
        shown.put(
                SNIS,
                namesOf(idOf(certificate)).stream()
                        .map(sni -> String.valueOf(sni.get("name")))
                        .sorted()
                        .toList());
        return shown;
    }

    /** Makes the names of a certificate these; null leaves them as they are. */
    private void rename(UUID certificate, @Nullable List<String> names) {
        if (names == null) {
            return;
        }
        Set<String> missing = new LinkedHashSet<>(names);
        for (Map<String, @Nullable Object> sni : namesOf(certificate)) {
            if (!missing.remove(String.valueOf(sni.get("name")))) {
                EntityResource.orRefused(entities.delete(snis, new Entities.Key.Id(new Document(sni).id())));
            }
        }
        for (String name : missing) {
            Map<String, @Nullable Object> sni = new LinkedHashMap<>();
            sni.put("name", name);
            sni.put("certificate", Map.of("id", certificate.toString()));
            EntityResource.orRefused(entities.create(snis, sni));
        }
    }

    // What is done

    private Answer list(AdminRequest request) {
        PageRequest wanted = EntityResource.orRefused(
                PageRequest.parse(request.argument("size"), request.argument("offset"), request.argument("tags")));
        Page page = EntityResource.orRefused(entities.page(certificates, wanted));
        return Answer.page(
                page.entities().stream().map(this::shown).toList(),
                page.offset(),
                EntityResource.next(request, page.offset(), true));
    }

    private Answer create(AdminRequest request) {
        Input input = input(request);
        checkFree(input.names(), null);
        return write(entities.create(certificates, input.fields()), input, Answer::created);
    }

    private Answer write(Result<Map<String, @Nullable Object>> written, Input input, Function<Object, Answer> answer) {
        Map<String, @Nullable Object> certificate = EntityResource.orRefused(written);
        rename(idOf(certificate), input.names());
        return answer.apply(shown(certificate));
    }

    private Answer get(AdminRequest request) {
        Map<String, @Nullable Object> found = find(request);
        if (found != null) {
            return Answer.ok(shown(found));
        }
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        key.put("id", String.valueOf(id(request)));
        return Answer.of(new KongError(
                KongError.Kind.NOT_FOUND,
                "could not find the entity with primary key '{id=\"" + key.get("id") + "\"}'",
                key));
    }

    /** By a name that is nobody's, makes one of its own, which does not get that name. */
    private Answer put(AdminRequest request) {
        Input input = input(request);
        UUID id = id(request);
        UUID known = id == null ? owner(request.param("certificates")) : id;
        checkFree(input.names(), known);
        return write(
                entities.put(
                        certificates, new Entities.Key.Id(known == null ? UUID.randomUUID() : known), input.fields()),
                input,
                Answer::ok);
    }

    private Answer patch(AdminRequest request) {
        Map<String, @Nullable Object> found = EntityResource.orNotFound(find(request));
        Input input = input(request);
        checkFree(input.names(), idOf(found));
        return write(
                entities.update(certificates, new Entities.Key.Id(idOf(found)), input.fields()), input, Answer::ok);
    }

    private Answer delete(AdminRequest request) {
        Map<String, @Nullable Object> found = find(request);
        UUID id = found == null ? id(request) : idOf(found);
        return id == null
                ? Answer.noContent()
                : EntityResource.answer(
                        entities.delete(certificates, new Entities.Key.Id(id)), deleted -> Answer.noContent());
    }

    private Answer names(AdminRequest request) {
        UUID certificate = idOf(EntityResource.orNotFound(find(request)));
        PageRequest wanted = EntityResource.orRefused(
                PageRequest.parse(request.argument("size"), request.argument("offset"), request.argument("tags")));
        Page page = EntityResource.orRefused(entities.page(snis, wanted.within("certificate", certificate)));
        return Answer.page(page.entities(), page.offset(), EntityResource.next(request, page.offset(), false));
    }

    private Answer addName(AdminRequest request) {
        UUID certificate = idOf(EntityResource.orNotFound(find(request)));
        Map<String, @Nullable Object> input = new LinkedHashMap<>(request.input(snis));
        input.put("certificate", Map.of("id", certificate.toString()));
        return EntityResource.answer(entities.create(snis, input), Answer::created);
    }
}
