package io.moongate.gateway.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Composes the sentences of errors from their trees, as Kong composes them. */
final class ErrorText {
    private ErrorText() {}

    /** {@code schema violation (a: …)}, or {@code 2 schema violations (…; …)}; entity errors come first. */
    static String schemaViolation(Map<String, @Nullable Object> fields) {
        List<String> reports = new ArrayList<>();
        new TreeMap<>(fields).forEach((name, error) -> {
            switch (error) {
                case Map<?, ?> inner ->
                    new TreeMap<>(stringKeys(inner))
                            .forEach((key, value) -> reports.add(name + "." + key + ": " + leaf(value)));
                case List<?> list -> {
                    for (int i = 0; i < list.size(); i++) {
                        Object item = list.get(i);
                        if (item != null) {
                            reports.add(name.equals("@entity") ? leaf(item) : name + "." + (i + 1) + ": " + leaf(item));
                        }
                    }
                }
                case null -> {}
                default -> reports.add(name + ": " + error);
            }
        });
        String all = String.join("; ", reports);
        return reports.size() == 1
                ? "schema violation (" + all + ")"
                : reports.size() + " schema violations (" + all + ")";
    }

    private static String leaf(@Nullable Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?> ? LuaText.pretty(value) : String.valueOf(value);
    }

    /** A key as errors quote it: {@code {id="…"}}. */
    static String keyText(Map<String, @Nullable Object> key) {
        return LuaText.compact(key);
    }

    /** A tree on one line. */
    static String compact(Map<String, @Nullable Object> fields) {
        return LuaText.compact(fields);
    }

    private static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new TreeMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
