package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.KongError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lists the errors of a configuration by the entity they are in, for programs that generate configurations. */
final class FlattenedErrors {
    private final List<Map<String, @Nullable Object>> flattened = new ArrayList<>();

    private FlattenedErrors() {}

    /** The error with one entry an entity; what belongs to no entity stays among the fields. */
    static KongError of(Map<String, @Nullable Object> errors, Map<String, List<Declared>> top) {
        FlattenedErrors result = new FlattenedErrors();
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        errors.forEach((name, error) -> {
            List<Declared> entities = top.get(name);
            if (entities == null || error instanceof String) {
                rest.put(name, error);
            } else if (error instanceof List<?> list) {
                result.list(entities, list);
                if (noEntities(entities, list)) {
                    rest.put(name, error);
                }
            }
        });
        return KongError.invalidDeclarative(rest)
                .with("flattened_errors", result.flattened.isEmpty() ? Map.of() : result.flattened);
    }

    /** Whether something in the list is no entity at all, so that its error has no other place. */
    private static boolean noEntities(List<Declared> entities, List<?> errors) {
        return IntStream.range(0, errors.size())
                .anyMatch(i ->
                        errors.get(i) instanceof String && entities.stream().noneMatch(one -> one.index == i));
    }

    /** Later entities come first. */
    private void list(List<Declared> entities, List<?> errors) {
        for (Declared declared : entities.reversed()) {
            Object error = declared.index < errors.size() ? errors.get(declared.index) : null;
            if (error instanceof Map<?, ?> map) {
                entity(declared, map);
            } else if (error != null) {
                flattened.add(entry(declared, List.of(entityError(String.valueOf(error)))));
            }
        }
    }

    private void entity(Declared declared, Map<?, ?> errors) {
        List<Map<String, Object>> own = new ArrayList<>();
        Map<String, @Nullable Object> sorted = new TreeMap<>(Comparator.reverseOrder());
        errors.forEach((name, error) -> {
            List<Declared> children = declared.children.get(String.valueOf(name));
            if (children != null && error instanceof List<?> list) {
                list(children, list);
            } else {
                sorted.put(String.valueOf(name), error);
            }
        });
        sorted.forEach((name, error) -> fields(own, name, error));
        if (!own.isEmpty()) {
            flattened.add(entry(declared, own));
        }
    }

    private static void fields(List<Map<String, Object>> into, String path, @Nullable Object error) {
        switch (error) {
            case null -> {}
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>(Comparator.reverseOrder());
                map.forEach((name, inner) -> sorted.put(String.valueOf(name), inner));
                sorted.forEach((name, inner) -> fields(into, name.equals("@entity") ? name : path + "." + name, inner));
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    if (path.equals("@entity")) {
                        into.add(entityError(String.valueOf(list.get(i))));
                    } else {
                        fields(into, path + "." + (i + 1), list.get(i));
                    }
                }
            }
            default -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("type", "field");
                entry.put("field", path);
                entry.put("message", String.valueOf(error));
                into.add(entry);
            }
        }
    }

    private static Map<String, Object> entityError(String message) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "entity");
        entry.put("message", message);
        return entry;
    }

    private static Map<String, @Nullable Object> entry(Declared declared, List<Map<String, Object>> errors) {
        Map<String, @Nullable Object> written = declared.written(declared.document != null);
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("entity_type", singular(declared.schema.name()));
        putText(entry, "entity_name", written.get("name"));
        putText(entry, "entity_id", written.get("id"));
        if (written.get("tags") instanceof List<?> tags) {
            entry.put("entity_tags", tags);
        }
        entry.put("entity", written);
        entry.put("errors", errors);
        return entry;
    }

    private static void putText(Map<String, @Nullable Object> entry, String name, @Nullable Object value) {
        if (value instanceof String) {
            entry.put(name, value);
        }
    }

    private static String singular(String entity) {
        return entity.endsWith("s") ? entity.substring(0, entity.length() - 1) : entity;
    }
}
