package io.moongate.gateway.schema;

import io.moongate.gateway.schema.EntityCheck.AtLeastOneOf;
import io.moongate.gateway.schema.EntityCheck.Case;
import io.moongate.gateway.schema.EntityCheck.Conditional;
import io.moongate.gateway.schema.EntityCheck.ConditionalAtLeastOneOf;
import io.moongate.gateway.schema.EntityCheck.Custom;
import io.moongate.gateway.schema.EntityCheck.Distinct;
import io.moongate.gateway.schema.EntityCheck.MutuallyRequired;
import io.moongate.gateway.schema.EntityCheck.OnlyOneOf;
import io.moongate.gateway.schema.EntityCheck.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the rules over several fields; adds what they find to the errors of the fields. */
final class EntityChecks {
    private static final String ENTITY = "@entity";

    private EntityChecks() {}

    static void run(
            Map<String, Field> fields,
            List<EntityCheck> checks,
            Map<String, @Nullable Object> document,
            Map<String, @Nullable Object> errors) {
        for (EntityCheck check : checks) {
            switch (check) {
                case AtLeastOneOf(List<String> names) -> {
                    if (!anySet(document, names)) {
                        add(errors, "at least one of these fields must be non-empty: " + quoted(names));
                    }
                }
                case OnlyOneOf(List<String> names) -> {
                    if (names.stream()
                                    .filter(name -> isSet(get(document, name)))
                                    .count()
                            != 1) {
                        add(errors, "exactly one of these fields must be non-empty: " + quoted(names));
                    }
                }
                case MutuallyRequired(List<String> names) -> {
                    if (anySet(document, names) && !names.stream().allMatch(name -> isSet(get(document, name)))) {
                        add(errors, "all or none of these fields must be set: " + quoted(names));
                    }
                }
                case Distinct(List<String> names) -> {
                    Set<Object> seen = new HashSet<>();
                    for (String name : names) {
                        Object value = get(document, name);
                        if (value != null && isSet(value) && !seen.add(value)) {
                            add(errors, "values of these fields must be distinct: " + quoted(names));
                            break;
                        }
                    }
                }
                case Conditional conditional -> conditional(fields, conditional, document, errors);
                case ConditionalAtLeastOneOf conditional -> conditional(fields, conditional, document, errors);
                case Custom custom -> custom(custom, document, errors);
            }
        }
    }

    private static void conditional(
            Map<String, Field> fields,
            Conditional check,
            Map<String, @Nullable Object> document,
            Map<String, @Nullable Object> errors) {
        if (FieldRules.check(over(fields, check.ifField(), check.match()), get(document, check.ifField())) != null) {
            return;
        }
        Object wrong =
                FieldRules.check(over(fields, check.thenField(), check.thenMatch()), get(document, check.thenField()));
        if (wrong != null) {
            set(errors, check.thenField(), wrong);
            String own = check.error();
            add(
                    errors,
                    own != null ? own : "failed conditional validation given value of field '" + check.ifField() + "'");
        }
    }

    private static void conditional(
            Map<String, Field> fields,
            ConditionalAtLeastOneOf check,
            Map<String, @Nullable Object> document,
            Map<String, @Nullable Object> errors) {
        Object value = get(document, check.ifField());
        for (Case one : check.cases()) {
            if (FieldRules.check(over(fields, check.ifField(), one.match()), value) == null) {
                if (!anySet(document, one.fields())) {
                    add(errors, one.error().replace("%s", quoted(one.fields())));
                }
                return;
            }
        }
    }

    private static void custom(
            Custom check, Map<String, @Nullable Object> document, Map<String, @Nullable Object> errors) {
        for (String source : check.sources()) {
            if (get(errors, source) != null) {
                return;
            }
        }
        Violation violation = check.rule().apply(document);
        if (violation != null) {
            String field = violation.field();
            if (field == null) {
                add(errors, violation.error());
            } else {
                set(errors, field, violation.error());
            }
        }
    }

    /** The rule of a condition, laid over the field it is about. */
    private static Field over(Map<String, Field> fields, String path, Field rule) {
        String[] parts = path.split("\\.");
        Field base = fields.get(parts[0]);
        for (int i = 1; i < parts.length && base != null; i++) {
            base = base.field(parts[i]);
        }
        return base == null ? rule : rule.over(base);
    }

    private static boolean anySet(Map<String, @Nullable Object> document, List<String> names) {
        return names.stream().anyMatch(name -> isSet(get(document, name)));
    }

    private static boolean isSet(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** The value at a path of names with dots between, or null. */
    static @Nullable Object get(Map<String, @Nullable Object> document, String path) {
        Object value = document;
        for (String part : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return value;
    }

    private static void set(Map<String, @Nullable Object> errors, String path, Object error) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            errors.put(path, error);
            return;
        }
        String head = path.substring(0, dot);
        Map<String, @Nullable Object> inner =
                errors.get(head) instanceof Map<?, ?> map ? FieldRules.stringKeys(map) : new LinkedHashMap<>();
        set(inner, path.substring(dot + 1), error);
        errors.put(head, inner);
    }

    private static void add(Map<String, @Nullable Object> errors, String error) {
        List<@Nullable Object> list =
                errors.get(ENTITY) instanceof List<?> there ? new ArrayList<>(there) : new ArrayList<>();
        list.add(error);
        errors.put(ENTITY, list);
    }
}
