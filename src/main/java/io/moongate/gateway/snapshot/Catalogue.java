package io.moongate.gateway.snapshot;

import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.store.Lifetime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents of a snapshot. What is looked up is put in order when it is first asked for: most never is. */
final class Catalogue implements Catalog {
    /** As many parts as Kong's keys have after the name of the entity and before the workspace. */
    private static final int KEY_PARTS = 5;

    private final Map<String, Kind> kinds;

    Catalogue(List<EntitySource.Documents> all) {
        kinds = all.stream()
                .collect(Collectors.toUnmodifiableMap(
                        documents -> documents.schema().name(), OfKind::new));
    }

    @Override
    public @Nullable Kind kind(String name) {
        return kinds.get(name);
    }

    private static final class OfKind implements Kind {
        private final EntitySchema schema;
        private final List<Map<String, @Nullable Object>> documents;
        private final Map<String, Map<String, Map<String, @Nullable Object>>> indexes = new ConcurrentHashMap<>();
        private volatile @Nullable List<Map<String, @Nullable Object>> ordered;

        OfKind(EntitySource.Documents all) {
            this.schema = all.schema();
            this.documents = all.documents();
        }

        @Override
        public List<Map<String, @Nullable Object>> all() {
            List<Map<String, @Nullable Object>> list = ordered;
            if (list == null) {
                list = documents.stream()
                        .sorted(Comparator.comparing(document -> String.valueOf(document.get("id"))))
                        .toList();
                ordered = list;
            }
            if (schema.field(EntitySchema.LIFETIME) == null) {
                return list;
            }
            List<Map<String, @Nullable Object>> living = new ArrayList<>();
            for (Map<String, @Nullable Object> document : list) {
                Map<String, @Nullable Object> shown = shown(document);
                if (shown != null) {
                    living.add(shown);
                }
            }
            return living;
        }

        @Override
        public @Nullable Map<String, @Nullable Object> byId(UUID id) {
            return shown(index("id").get(id.toString()));
        }

        @Override
        public @Nullable Map<String, @Nullable Object> byUnique(String field, String value) {
            return shown(index(field).get(value));
        }

        private Map<String, Map<String, @Nullable Object>> index(String field) {
            return indexes.computeIfAbsent(field, unused -> {
                Map<String, Map<String, @Nullable Object>> index = HashMap.newHashMap(documents.size());
                for (Map<String, @Nullable Object> document : documents) {
                    if (document.get(field) instanceof String value) {
                        index.put(value, document);
                    }
                }
                return index;
            });
        }

        @Override
        public @Nullable Map<String, @Nullable Object> byCacheKey(String key) {
            Map<String, Map<String, @Nullable Object>> all = indexes.computeIfAbsent(":", unused -> {
                Map<String, Map<String, @Nullable Object>> index = HashMap.newHashMap(documents.size());
                for (Map<String, @Nullable Object> document : documents) {
                    index.put(cacheKey(document), document);
                }
                return index;
            });
            return shown(all.get(key));
        }

        /** An entity with the time that it has still to live; null where that is up. */
        private static @Nullable Map<String, @Nullable Object> shown(@Nullable Map<String, @Nullable Object> document) {
            return Lifetime.shown(document, System.currentTimeMillis());
        }

        private String cacheKey(Map<String, @Nullable Object> document) {
            List<String> fields = cacheKeyFields().isEmpty() ? List.of("id") : cacheKeyFields();
            Stream<String> parts = fields.stream().map(field -> switch (document.get(field)) {
                case null -> "";
                case Map<?, ?> foreign -> String.valueOf(foreign.get("id"));
                case Object value -> value.toString();
            });
            Stream<String> rest = Stream.generate(() -> "").limit(KEY_PARTS - Math.min(KEY_PARTS, fields.size()) + 1L);
            return Stream.concat(Stream.of(schema.name()), Stream.concat(parts, rest))
                    .collect(Collectors.joining(":"));
        }

        @Override
        public List<String> uniqueFields() {
            return schema.uniqueFields().stream().map(Field::name).toList();
        }

        @Override
        public List<String> foreignFields() {
            return schema.foreignFields().stream().map(Field::name).toList();
        }

        @Override
        public List<String> cacheKeyFields() {
            return schema.cacheKey();
        }
    }
}
