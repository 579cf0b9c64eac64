package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An entity as data: its fields, its checks and its keys. Every entity has the primary key {@code id}.
 *
 * @param name as in errors, foreign fields and declarative files ({@code key_sets})
 * @param path as in the Admin API ({@code key-sets})
 * @param nestedPath the same within an entity that it belongs to ({@code key-auth} in {@code /consumers/…/key-auth})
 * @param onlyNested it is reached within the entity that it belongs to alone, by paths of its own
 * @param endpointKey the unique field that may stand for the id in a path, or null
 * @param cacheKey the fields whose values together are unique, such as a plugin's name and scope; empty for none
 * @param fields in the order in which schemas show them
 * @param checks over several fields
 * @param shorthands fields that are written, never kept, such as a service's url
 * @param prepare brings what is given into the form in which it is kept, before it is checked
 * @param seal brings a checked document into the form in which secrets are kept; given those fields that were written
 * @param subschemas further fields and checks that depend on one field, or null
 */
public record EntitySchema(
        String name,
        String path,
        String nestedPath,
        boolean onlyNested,
        @Nullable String endpointKey,
        List<String> cacheKey,
        List<Field> fields,
        List<EntityCheck> checks,
        List<Shorthand> shorthands,
        UnaryOperator<Map<String, @Nullable Object>> prepare,
        Seal seal,
        @Nullable Subschemas subschemas) {

    /** Makes secrets unreadable. */
    @FunctionalInterface
    public interface Seal {
        /**
         * The document to keep.
         *
         * @param written the fields that were written; secrets that were kept before are sealed already
         */
        Map<String, @Nullable Object> apply(
                Map<String, @Nullable Object> document, Map<String, @Nullable Object> written);
    }

    /** The field that tells for how many seconds an entity has still to live; null is for ever. */
    public static final String LIFETIME = "ttl";

    public EntitySchema {
        cacheKey = List.copyOf(cacheKey);
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
        shorthands = List.copyOf(shorthands);
    }

    /**
     * A field that stands for others.
     *
     * @param field its type and rules
     * @param expand the fields that a value stands for, which win over those that are given as well
     */
    public record Shorthand(Field field, Function<Object, Map<String, @Nullable Object>> expand) {}

    /**
     * Fields and checks that depend on the value of one field: a plugin's settings on its name, a route's rules on its
     * protocols.
     *
     * @param key the field that decides; of a list, its first element does
     * @param find the subschema of a value, or null
     * @param unknown the error for a value without one, with {@code %s} where the value goes
     */
    public record Subschemas(String key, Function<String, @Nullable Subschema> find, String unknown) {}

    /** What a subschema adds: its fields take the place of the entity's fields of the same name. */
    public record Subschema(String name, List<Field> fields, List<EntityCheck> checks) {
        public Subschema {
            fields = List.copyOf(fields);
            checks = List.copyOf(checks);
        }

        @Nullable
        Field field(String wanted) {
            for (Field field : fields) {
                if (field.name().equals(wanted)) {
                    return field;
                }
            }
            return null;
        }
    }

    /** The declared field of a name, or null. */
    public @Nullable Field field(String wanted) {
        for (Field field : fields) {
            if (field.name().equals(wanted)) {
                return field;
            }
        }
        return null;
    }

    /** The subschema that a document selects, or null. */
    public @Nullable Subschema subschemaOf(Map<String, @Nullable Object> document) {
        if (subschemas == null) {
            return null;
        }
        Object value = document.get(subschemas.key());
        if (value instanceof List<?> list) {
            value = list.isEmpty() ? null : list.getFirst();
        }
        return value instanceof String text ? subschemas.find().apply(text) : null;
    }

    /** The fields of a document, those of its subschema in their places. */
    public Map<String, Field> fieldsOf(@Nullable Subschema subschema) {
        Map<String, Field> result = new LinkedHashMap<>();
        for (Field field : fields) {
            result.put(field.name(), field);
        }
        if (subschema != null) {
            for (Field field : subschema.fields()) {
                result.put(field.name(), field);
            }
        }
        return result;
    }

    /** The foreign fields, in order. */
    public List<Field> foreignFields() {
        return fields.stream()
                .filter(field -> field.type() == FieldType.FOREIGN)
                .toList();
    }

    /** The unique fields, in order. */
    public List<Field> uniqueFields() {
        return fields.stream().filter(Field::isUnique).toList();
    }

    public static Builder of(String name) {
        return new Builder(name);
    }

    /** Writes a schema down. */
    public static final class Builder {
        private final String name;
        private String path;
        private @Nullable String nestedPath;
        private boolean onlyNested;
        private @Nullable String endpointKey;
        private List<String> cacheKey = List.of();
        private final List<Field> fields = new ArrayList<>();
        private final List<EntityCheck> checks = new ArrayList<>();
        private final List<Shorthand> shorthands = new ArrayList<>();
        private UnaryOperator<Map<String, @Nullable Object>> prepare = document -> document;
        private Seal seal = (Map<String, @Nullable Object> document, Map<String, @Nullable Object> written) -> document;
        private @Nullable Subschemas subschemas;

        private Builder(String name) {
            this.name = name;
            this.path = name;
        }

        public Builder path(String adminName) {
            path = adminName;
            return this;
        }

        /** The segment of its paths within an entity that it belongs to, where that is not the one of its own path. */
        public Builder nestedPath(String adminName) {
            nestedPath = adminName;
            return this;
        }

        public Builder onlyNested() {
            onlyNested = true;
            return this;
        }

        public Builder endpointKey(String field) {
            endpointKey = field;
            return this;
        }

        public Builder cacheKey(String... fields) {
            cacheKey = List.of(fields);
            return this;
        }

        public Builder fields(Field... all) {
            fields.addAll(List.of(all));
            return this;
        }

        public Builder checks(EntityCheck... all) {
            checks.addAll(List.of(all));
            return this;
        }

        public Builder shorthand(Field field, Function<Object, Map<String, @Nullable Object>> expand) {
            shorthands.add(new Shorthand(field, expand));
            return this;
        }

        /** What becomes of the given fields before they are checked; a change has only those that it changes. */
        public Builder prepare(UnaryOperator<Map<String, @Nullable Object>> change) {
            prepare = change;
            return this;
        }

        /** How secrets are made unreadable before a document is kept. */
        public Builder seal(Seal change) {
            seal = change;
            return this;
        }

        public Builder subschemas(String key, Function<String, @Nullable Subschema> find, String unknown) {
            subschemas = new Subschemas(key, find, unknown);
            return this;
        }

        public EntitySchema build() {
            return new EntitySchema(
                    name,
                    path,
                    nestedPath == null ? path : nestedPath,
                    onlyNested,
                    endpointKey,
                    cacheKey,
                    fields,
                    checks,
                    shorthands,
                    prepare,
                    seal,
                    subschemas);
        }
    }
}
