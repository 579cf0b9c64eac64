package io.moongate.gateway.schema.decode;

import io.moongate.gateway.schema.decode.FormBody.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a document from arguments whose names say where their values go: {@code a.b}, {@code a[1]}, {@code a[]}, {@code
 * a[key]}, and any of them after another.
 *
 * <p>A name that occurs several times has a list of values. Numbers in brackets that count from one without a gap make a
 * list; any others make a map, which no list field accepts. Where names contradict each other, the later one counts.
 */
final class ArgumentTree {
    /** A key up to a dot or bracket, or what stands in brackets. */
    private static final Pattern STEP = Pattern.compile("\\[([^\\[\\]]*)\\]|([^.\\[]+)|(\\[)");

    /** How deep names go; what lies deeper in a name is a part of its last key. */
    private static final int DEEPEST = 50;

    private final Map<String, @Nullable Object> root = new LinkedHashMap<>();

    private ArgumentTree() {}

    static Map<String, @Nullable Object> of(List<Argument> arguments) {
        ArgumentTree tree = new ArgumentTree();
        for (Argument argument : arguments) {
            tree.add(argument);
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        tree.root.forEach((key, value) -> result.put(key, finish(value)));
        return result;
    }

    /** Keys of a map that may turn out to be a list: they stood in brackets. */
    private static final class Bracketed extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;
    }

    /** The values of a name that occurs several times. */
    private static final class Repeated extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }

    private record Step(String key, boolean bracketed) {}

    private void add(Argument argument) {
        List<Step> steps = steps(argument.name());
        Map<String, @Nullable Object> at = root;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            if (last) {
                Object there = at.get(step.key());
                if (there instanceof Repeated repeated) {
                    repeated.add(argument.value());
                } else if (at.containsKey(step.key()) && !(there instanceof Map<?, ?>)) {
                    Repeated repeated = new Repeated();
                    repeated.add(there);
                    repeated.add(argument.value());
                    at.put(step.key(), repeated);
                } else {
                    at.put(step.key(), argument.value());
                }
            } else {
                at = inner(at, step.key(), steps.get(i + 1).bracketed());
            }
        }
    }

    @SuppressWarnings("unchecked") // only this class puts maps here, except values, which are never entered again
    private static Map<String, @Nullable Object> inner(
            Map<String, @Nullable Object> at, String key, boolean bracketed) {
        Object there = at.get(key);
        if (there instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        Map<String, @Nullable Object> fresh = bracketed ? new Bracketed() : new LinkedHashMap<>();
        at.put(key, fresh);
        return fresh;
    }

    private static List<Step> steps(String name) {
        List<Step> result = new ArrayList<>();
        Matcher matcher = STEP.matcher(name);
        int at = 0;
        while (at < name.length() && matcher.find(at)) {
            if (matcher.start() > at + 1 || matcher.group(3) != null || result.size() == DEEPEST) {
                // A bracket that is never closed, dots in a row, or too deep: the rest is a key as it stands.
                result.add(new Step(name.substring(at), false));
                return result;
            }
            String inBrackets = matcher.group(1);
            result.add(inBrackets == null ? new Step(matcher.group(2), false) : new Step(inBrackets, true));
            at = matcher.end();
        }
        if (result.isEmpty()) {
            result.add(new Step(name, false));
        }
        return result;
    }

    private static @Nullable Object finish(@Nullable Object value) {
        return switch (value) {
            case Repeated repeated -> {
                List<@Nullable Object> result = new ArrayList<>(repeated);
                yield result;
            }
            case Bracketed bracketed -> list(bracketed);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((key, item) -> result.put((String) key, finish(item)));
                yield result;
            }
            case null, default -> value;
        };
    }

    private static Object list(Bracketed map) {
        if (map.size() == 1 && map.containsKey("") && !(map.get("") instanceof Map<?, ?>)) {
            Object only = finish(map.get(""));
            List<@Nullable Object> result = new ArrayList<>();
            if (only instanceof List<?> several) {
                result.addAll(several);
            } else {
                result.add(only);
            }
            return result;
        }
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 1; i <= map.size(); i++) {
            if (!map.containsKey(Integer.toString(i))) {
                Map<String, @Nullable Object> plain = new LinkedHashMap<>();
                map.forEach((key, item) -> plain.put(key, finish(item)));
                return plain;
            }
            result.add(finish(map.get(Integer.toString(i))));
        }
        return result;
    }
}
