package io.moongate.gateway.replay;

import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.replay.Recording.Answered;
import io.moongate.gateway.replay.Recording.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares an answer with the recorded one, learning on the way which generated ids stand for which. */
final class Agreement {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern OFFSET = Pattern.compile("([?&]offset=)[^&]*");
    private static final Set<String> TIMES = Set.of("created_at", "updated_at");
    private static final List<String> LABELS = List.of("name", "username", "custom_id", "target", "key", "tag", "kid");

    private final Ids ids;
    private final List<String> found = new ArrayList<>();

    private Agreement(Ids ids) {
        this.ids = ids;
    }

    /** What differs; nothing where the two agree. */
    static List<String> differences(Exchange exchange, RawHttp.Reply reply, Ids ids) {
        Agreement agreement = new Agreement(ids);
        agreement.compare(exchange, reply);
        return agreement.found;
    }

    private void differs(String what, @Nullable Object expected, @Nullable Object got) {
        differs(new Difference(what, expected, got));
    }

    private void differs(Difference difference) {
        found.add(difference.toString());
    }

    private void compare(Exchange exchange, RawHttp.Reply reply) {
        Answered expected = exchange.response();
        if (expected.status() != reply.status()) {
            differs("status", expected.status(), reply.status());
        }
        if (exchange.compare().equals("status")) {
            return;
        }
        headers(expected.headers(), reply.headers());
        if (expected.json()) {
            json(exchange, reply);
        } else if (!exchange.request().method().equals("HEAD")) {
            String wanted = PlainText.of(ids.apply(expected.text()));
            String got = PlainText.of(reply.text());
            if (!wanted.equals(got)) {
                differs("body", wanted, got);
            }
        }
    }

    private void json(Exchange exchange, RawHttp.Reply reply) {
        Object expected = exchange.response().value();
        Object got;
        try {
            got = Recording.JSON.readValue(reply.body(), Object.class);
        } catch (IOException e) {
            differs("body", expected, reply.text());
            return;
        }
        for (String path : exchange.ignored()) {
            expected = without(expected, path.replaceFirst("^body\\.", ""));
            got = without(got, path.replaceFirst("^body\\.", ""));
        }
        switch (exchange.compare()) {
            case "page" -> page(expected, got);
            case "contains" -> contained(expected, got, "body");
            case String shape
            when shape.startsWith("shape:") -> shape(expected, got, Integer.parseInt(shape.substring(6)), "body");
            default -> value(expected, got, "body");
        }
    }

    private void headers(List<Header> expected, List<Header> got) {
        HeaderAgreement.ofEntities().differences(expected, got).forEach(this::differs);
    }

    /** A page of a listing whose order is random: how many, of what kind, and the link to the next. */
    private void page(@Nullable Object expected, @Nullable Object got) {
        if (!(got instanceof Map<?, ?> right) || !(expected instanceof Map<?, ?> left)) {
            differs("body", expected, got);
            return;
        }
        List<?> leftData = left.get("data") instanceof List<?> list ? list : List.of();
        List<?> rightData = right.get("data") instanceof List<?> list ? list : List.of();
        if (leftData.size() != rightData.size()) {
            differs("number of entities", leftData.size(), rightData.size());
        } else if (!leftData.isEmpty()
                && leftData.getFirst() instanceof Map<?, ?> one
                && rightData.getFirst() instanceof Map<?, ?> other
                && !one.keySet().equals(other.keySet())) {
            differs("keys of entities", one.keySet(), other.keySet());
        }
        ids.bind(left.get("offset"), right.get("offset"));
        next(left.get("next"), right.get("next"));
    }

    private void next(@Nullable Object expected, @Nullable Object got) {
        if (expected instanceof String left && got instanceof String right) {
            String wanted = OFFSET.matcher(left).replaceAll("$1");
            if (wanted.equals(OFFSET.matcher(ids.back(right)).replaceAll("$1"))) {
                ids.bind(left, right);
            } else {
                differs("next", left, right);
            }
        } else if (expected != null || got != null) {
            differs("next", expected, got);
        }
    }

    private void value(@Nullable Object expected, @Nullable Object got, String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        if (TIMES.contains(key) && expected instanceof Number) {
            if (!(got instanceof Number)) {
                differs(path, expected, got);
            }
        } else if (key.equals("node_id")) {
            if (!type(expected).equals(type(got))) {
                differs(path, expected, got);
            }
        } else if (key.equals("next")) {
            next(expected, got);
        } else if (key.equals("offset") && expected instanceof String && got instanceof String) {
            ids.bind(expected, got);
        } else if (expected instanceof Map<?, ?> left && got instanceof Map<?, ?> right) {
            objects(left, right, path);
        } else if (expected instanceof List<?> left && got instanceof List<?> right && left.size() == right.size()) {
            lists(left, right, path, key);
        } else if (expected instanceof String left && got instanceof String right) {
            text(left, right, path);
        } else if (!same(expected, got)) {
            differs(path, expected, got);
        }
    }

    private void lists(List<?> left, List<?> right, String path, String key) {
        if (key.equals("fields") && areFields(left) && areFields(right)) {
            objects(joined(left), joined(right), path);
        } else if (path.equals("body.data") && left.stream().allMatch(Map.class::isInstance)) {
            set(left, right, path);
        } else {
            for (int i = 0; i < left.size(); i++) {
                value(left.get(i), right.get(i), path + "." + i);
            }
        }
    }

    private void objects(Map<?, ?> expected, Map<?, ?> received, String path) {
        Map<String, @Nullable Object> got = new LinkedHashMap<>();
        received.forEach((name, item) -> got.put(ids.back(String.valueOf(name)), item));
        bindFreshKeys(expected, got);
        Set<String> names = new TreeSet<>(got.keySet());
        expected.keySet().forEach(name -> names.add(String.valueOf(name)));
        for (String name : names) {
            String where = path + "." + name;
            Object any = expected.containsKey(name) ? expected.get(name) : got.get(name);
            if (got.containsKey(name) != expected.containsKey(name) && isFilledIn(where, any)) {
                continue;
            }
            if (!got.containsKey(name)) {
                differs(where, expected.get(name), "(missing)");
            } else if (!expected.containsKey(name)) {
                differs(where, "(absent)", got.get(name));
            } else {
                value(expected.get(name), got.get(name), where);
            }
        }
    }

    /** Keys that are ids and known to neither side are paired by the values under them. */
    private void bindFreshKeys(Map<?, ?> expected, Map<String, @Nullable Object> got) {
        List<String> fresh = new ArrayList<>(got.keySet().stream()
                .filter(key -> !expected.containsKey(key) && UUID.matcher(key).matches())
                .toList());
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!got.containsKey(key) && UUID.matcher(key).matches()) {
                for (String other : fresh) {
                    if (java.util.Objects.equals(label(entry.getValue()), label(got.get(other)))) {
                        fresh.remove(other);
                        ids.bind(key, other);
                        got.put(key, got.remove(other));
                        break;
                    }
                }
            }
        }
    }

    private static @Nullable Object label(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            for (String label : LABELS) {
                if (map.get(label) != null) {
                    return map.get(label);
                }
            }
        }
        return null;
    }

    private void text(String recorded, String actual, String path) {
        boolean export = ExportOrder.isExport(recorded) && ExportOrder.isExport(actual);
        String expected = export ? ExportOrder.of(recorded) : recorded;
        String got = export ? ExportOrder.of(actual) : actual;
        List<String> left = uuids(expected);
        List<String> right = uuids(got);
        if (left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                ids.bind(left.get(i), right.get(i));
            }
        }
        String wanted = PlainText.of(ids.apply(expected));
        String plain = PlainText.of(got);
        if (!wanted.equals(plain)) {
            differs(path, wanted, plain);
        }
    }

    private static List<String> uuids(String text) {
        List<String> all = new ArrayList<>();
        Matcher matcher = UUID.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group());
        }
        return all;
    }

    /** Lists of entities whose order is not fixed: equal ones are paired first, then those of the same name. */
    private void set(List<?> expected, List<?> got, String path) {
        List<Object> rest = new ArrayList<>(got);
        Map<Integer, Object> pairs = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            Object left = expected.get(i);
            Object match = rest.stream()
                    .filter(item -> matches(left, item))
                    .findFirst()
                    .orElse(rest.stream()
                            .filter(item -> label(left) != null && java.util.Objects.equals(label(left), label(item)))
                            .findFirst()
                            .orElse(null));
            if (match != null) {
                rest.remove(match);
                pairs.put(i, match);
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            Object match = pairs.containsKey(i) ? pairs.get(i) : rest.removeFirst();
            value(expected.get(i), match, path + "." + i);
        }
    }

    private boolean matches(@Nullable Object expected, @Nullable Object got) {
        Agreement trial = new Agreement(ids.copy());
        trial.value(expected, got, "entity");
        return trial.found.isEmpty();
    }

    /** Kong adds these to a schema only once it has checked a value of the field. */
    private static boolean isFilledIn(String path, @Nullable Object value) {
        return path.matches(".*\\.(elements|keys|values)\\.required")
                ? Boolean.TRUE.equals(value)
                : path.endsWith(".len_min") && value instanceof Number number && number.doubleValue() == 1;
    }

    private static boolean areFields(List<?> list) {
        return list.stream().allMatch(item -> item instanceof Map<?, ?> map && map.size() == 1);
    }

    private static Map<String, @Nullable Object> joined(List<?> fields) {
        Map<String, @Nullable Object> joined = new LinkedHashMap<>();
        fields.forEach(field -> joined.putAll(Recording.map(field)));
        return joined;
    }

    /** Everything that is expected is there; more may be. */
    private void contained(@Nullable Object expected, @Nullable Object got, String path) {
        if (expected instanceof Map<?, ?> left && got instanceof Map<?, ?> right) {
            left.forEach((name, item) -> contained(item, right.get(name), path + "." + name));
        } else if (expected instanceof List<?> left && got instanceof List<?> right) {
            if (!left.stream().allMatch(item -> right.stream().anyMatch(other -> same(item, other)))) {
                differs(path, expected, got);
            }
        } else if (!same(expected, got)) {
            differs(path, expected, got);
        }
    }

    private void shape(@Nullable Object expected, @Nullable Object got, int depth, String path) {
        if (!type(expected).equals(type(got))) {
            differs("type of " + path, type(expected), type(got));
        } else if (depth > 0 && expected instanceof Map<?, ?> left && got instanceof Map<?, ?> right) {
            if (!left.keySet().equals(right.keySet())) {
                differs("keys of " + path, left.keySet(), right.keySet());
            } else {
                left.forEach((name, item) -> shape(item, right.get(name), depth - 1, path + "." + name));
            }
        }
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean any -> "boolean";
            case Map<?, ?> any -> "object";
            case List<?> any -> "array";
            case String any -> "string";
            default -> "number";
        };
    }

    /** Equal, with numbers compared by value. */
    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number one && right instanceof Number other) {
            return one.doubleValue() == other.doubleValue();
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            boolean equal = one.size() == other.size();
            for (int i = 0; equal && i < one.size(); i++) {
                equal = same(one.get(i), other.get(i));
            }
            return equal;
        }
        return java.util.Objects.equals(left, right);
    }

    private static @Nullable Object without(@Nullable Object value, String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                boolean hit = first.equals(name) || first.equals("*");
                if (!hit) {
                    result.put(String.valueOf(name), item);
                } else if (!rest.isEmpty()) {
                    result.put(String.valueOf(name), without(item, rest));
                }
            });
            return result;
        }
        if (value instanceof List<?> list && first.equals("*")) {
            return list.stream()
                    .<@Nullable Object>map(item -> without(item, rest))
                    .toList();
        }
        return value;
    }
}
