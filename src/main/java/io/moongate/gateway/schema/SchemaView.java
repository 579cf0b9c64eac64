package io.moongate.gateway.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows schemas as {@code GET /schemas/…} does. */
public final class SchemaView {
    private SchemaView() {}

    /** An entity's schema. */
    public static Map<String, @Nullable Object> of(EntitySchema schema) {
        return view(schema.fields(), schema.checks());
    }

    /** A plugin's schema. */
    public static Map<String, @Nullable Object> of(PluginSchema schema) {
        return view(schema.fields(), schema.checks());
    }

    private static Map<String, @Nullable Object> view(List<Field> fields, List<EntityCheck> checks) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("fields", fields.stream().map(SchemaView::named).toList());
        result.put(
                "entity_checks",
                checks.stream()
                        .map(EntityCheck::shown)
                        .filter(java.util.Objects::nonNull)
                        .toList());
        return result;
    }

    private static Map<String, Object> named(Field field) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(field.name(), field(field));
        return result;
    }

    private static Map<String, @Nullable Object> field(Field field) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("type", field.type().shown());
        result.putAll(rule(field));
        return result;
    }

    /** The rules of a field without its type, as conditions show them. */
    static Map<String, @Nullable Object> rule(Field field) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        flag(result, "required", field.isRequired());
        if (field.isShownOptional()) {
            result.put("required", false);
        }
        flag(result, "auto", field.isAuto());
        flag(result, "uuid", field.isUuid());
        flag(result, "timestamp", field.isTimestamp());
        flag(result, "unique", field.isUnique());
        flag(result, "unique_across_ws", field.isUniqueAcross());
        flag(result, "immutable", field.isImmutable());
        flag(result, "referenceable", field.isReferenceable());
        flag(result, "encrypted", field.isEncrypted());
        flag(result, "abstract", field.isAbstract());
        text(result, "description", field.description());
        text(result, "err", field.error());
        if (field.hasDefault()) {
            result.put("default", field.defaultValue());
        }
        if (field.isMustBeNull() || field.equal() != null) {
            result.put("eq", field.equal());
        }
        text(result, "ne", field.notEqual());
        list(result, "one_of", field.oneOf());
        list(result, "not_one_of", field.notOneOf());
        Double least = field.atLeast();
        Double most = field.atMost();
        if (least != null && most != null) {
            result.put("between", List.of(whole(least), whole(most)));
        }
        Double above = field.above();
        if (above != null) {
            result.put("gt", whole(above));
        }
        text(result, "len_eq", field.lenEq());
        text(result, "len_min", field.saidLenMin());
        text(result, "len_max", field.lenMax());
        text(result, "starts_with", field.startsWith());
        Field.Matching match = field.match();
        if (match != null) {
            result.put("match", match.pattern());
        }
        list(result, "match_all", patterns(field.matchAll()));
        list(result, "match_none", patterns(field.matchNone()));
        text(result, "contains", field.contains());
        list(result, "mutually_exclusive_subsets", field.exclusiveSubsets());
        nested(result, "elements", field.elements());
        nested(result, "keys", field.keys());
        nested(result, "values", field.values());
        text(result, "reference", field.reference());
        if (field.onDelete() == Field.OnDelete.CASCADE) {
            result.put("on_delete", "cascade");
        }
        if (!field.fields().isEmpty()) {
            result.put("fields", field.fields().stream().map(SchemaView::named).toList());
        }
        if (!field.checks().isEmpty()) {
            result.put(
                    "entity_checks",
                    field.checks().stream()
                            .map(EntityCheck::shown)
                            .filter(java.util.Objects::nonNull)
                            .toList());
        }
        return result;
    }

    private static List<?> patterns(List<Field.Matching> all) {
        return all.stream()
                .map(one -> Map.of("pattern", one.pattern(), "err", String.valueOf(one.error())))
                .toList();
    }

    private static void flag(Map<String, @Nullable Object> to, String name, boolean value) {
        if (value) {
            to.put(name, true);
        }
    }

    private static void text(Map<String, @Nullable Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private static void list(Map<String, @Nullable Object> to, String name, List<?> value) {
        if (!value.isEmpty()) {
            to.put(name, value);
        }
    }

    private static void nested(Map<String, @Nullable Object> to, String name, @Nullable Field value) {
        if (value != null) {
            // A condition's elements carry rules without a name; their type is shown all the same.
            to.put(name, field(value));
        }
    }

    private static Object whole(double value) {
        return value == Math.rint(value) ? (Object) (long) value : (Object) value;
    }
}
