package io.moongate.gateway.admin;

import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.store.EntityStore;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import io.moongate.gateway.store.TagFilter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags across all kinds of entities. They are read only: a tag comes and goes with the entities that have it. */
@Singleton
class TagResource implements EndpointSource {
    private static final int STEP = 1000;
    /** Without a database Kong's first part is empty and leads to the rest by this offset. */
    private static final String FIRST_WITHOUT_DATABASE = "consumers|nil";

    private final Schemas schemas;
    private final EntityStore store;
    private final boolean withDatabase;

    TagResource(Schemas schemas, EntityStore store, GatewayConfig config) {
        this.schemas = schemas;
        this.store = store;
        this.withDatabase = config.database() == DatabaseKind.POSTGRES;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("/tags").get(request -> list(request, null)).post(request -> readOnly()),
                Endpoint.at("/tags/{tags}")
                        .get(request -> list(request, request.param("tags")))
                        .put(request -> readOnly())
                        .patch(request -> readOnly())
                        .delete(request -> readOnly()));
    }

    private static Answer readOnly() {
        return Answer.of(KongError.schemaViolation("tags", "does not support insert/upsert/update/delete operations"));
    }

    private Answer list(AdminRequest request, @Nullable String tag) {
        PageRequest asked =
                EntityResource.orRefused(PageRequest.parse(request.argument("size"), request.argument("offset"), null));
        String offset = asked.offset();
        if (!withDatabase && offset == null) {
            String next = EntityResource.next(request, FIRST_WITHOUT_DATABASE, true);
            return Answer.page(List.of(), FIRST_WITHOUT_DATABASE, next);
        }
        int start = offset == null || offset.equals(FIRST_WITHOUT_DATABASE) ? 0 : position(offset);
        List<Map<String, @Nullable Object>> all = all(tag);
        int end = Math.min(all.size(), start + asked.size());
        String nextOffset = end < all.size() ? offset(end) : null;
        return Answer.page(
                start < end ? all.subList(start, end) : List.of(),
                nextOffset,
                EntityResource.next(request, nextOffset, true));
    }

    private List<Map<String, @Nullable Object>> all(@Nullable String tag) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        TagFilter filter = tag == null ? null : new TagFilter(List.of(tag), true);
        for (EntitySchema schema : schemas.all()) {
            if (schema.field("tags") == null) {
                continue;
            }
            String offset = null;
            do {
                Page page = EntityResource.orRefused(store.page(schema, new PageRequest(STEP, offset, filter, null)));
                for (Map<String, @Nullable Object> entity : page.entities()) {
                    add(all, schema, entity, tag);
                }
                offset = page.offset();
            } while (offset != null);
        }
        return all;
    }

    private static void add(
            List<Map<String, @Nullable Object>> all,
            EntitySchema schema,
            Map<String, @Nullable Object> entity,
            @Nullable String tag) {
        if (entity.get("tags") instanceof List<?> tags) {
            for (Object one : tags) {
                if (tag == null || tag.equals(one)) {
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("entity_name", schema.name());
                    line.put("entity_id", entity.get("id"));
                    line.put("tag", one);
                    all.add(line);
                }
            }
        }
    }

    private static String offset(int position) {
        byte[] text = Integer.toString(position).getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static int position(String offset) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(offset);
            return Math.max(0, Integer.parseInt(new String(text, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return EntityResource.orRefused(Result.failed(KongError.invalidOffset(offset, "bad base64 encoding")));
        }
    }
}
