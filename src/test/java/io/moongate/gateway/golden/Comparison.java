package io.moongate.gateway.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with the recorded one. Ids and page offsets differ from run to run: the first answer that shows one
 * binds it to the recorded one, and from then on it must be that one.
 */
final class Comparison {
    private static final Pattern UNSTEADY = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|(?<=offset=)[^&\"]+");

    private Map<String, String> actualByRecorded = new HashMap<>();

    /** What the recording calls something, in the words of this run. */
    String translate(String recorded) {
        Matcher matcher = UNSTEADY.matcher(recorded);
        return matcher.replaceAll(found -> {
            String bound = actualByRecorded.get(found.group());
            if (bound == null) {
                // An id in capitals is the same id.
                String small = actualByRecorded.get(found.group().toLowerCase(Locale.ROOT));
                bound = small == null ? found.group() : small.toUpperCase(Locale.ROOT);
            }
            return Matcher.quoteReplacement(bound);
        });
    }

    /** The differences, each with its path. */
    List<String> differences(@Nullable Object expected, @Nullable Object actual, String path) {
        List<String> result = new ArrayList<>();
        compare(expected, actual, path, result);
        return result;
    }

    /** A page of a list in no order: as many entities, and whether there is a next page. */
    List<String> pageDifferences(@Nullable Object expected, @Nullable Object actual) {
        List<String> result = new ArrayList<>();
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> here) {
            int size = wanted.get("data") instanceof List<?> list ? list.size() : -1;
            if (!(here.get("data") instanceof List<?> list) || list.size() != size) {
                result.add("body.data: expected " + size + ", got " + here.get("data"));
            }
            compare(wanted.get("offset"), here.get("offset"), "body.offset", result);
            compare(wanted.get("next"), here.get("next"), "body.next", result);
        }
        return result;
    }

    private void compare(@Nullable Object expected, @Nullable Object actual, String path, List<String> differences) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if ((name.equals("created_at") || name.equals("updated_at")) && expected instanceof Number) {
            if (!(actual instanceof Number)) {
                differences.add(path + ": no time: " + actual);
            }
        } else if (expected instanceof Map<?, ?> map && actual instanceof Map<?, ?> other) {
            objects(map, other, path, differences);
        } else if (expected instanceof List<?> list && actual instanceof List<?> other) {
            if (name.equals("data") || name.equals("fields") || name.equals("entity_checks")) {
                sets(list, other, path, differences);
            } else if (list.size() != other.size()) {
                differences.add(path + ": expected " + list + ", got " + other);
            } else {
                for (int i = 0; i < list.size(); i++) {
                    compare(list.get(i), other.get(i), path + "[" + i + "]", differences);
                }
            }
        } else if (expected instanceof String text && actual instanceof String other) {
            texts(text, other, path, differences);
        } else if (expected instanceof Number number && actual instanceof Number other) {
            if (number.doubleValue() != other.doubleValue()) {
                differences.add(path + ": expected " + expected + ", got " + actual);
            }
        } else if (!Objects.equals(expected, actual)) {
            differences.add(path + ": expected " + expected + ", got " + actual);
        }
    }

    private void objects(Map<?, ?> expected, Map<?, ?> actual, String path, List<String> differences) {
        Map<String, Object> rest = new HashMap<>();
        actual.forEach((key, value) -> rest.put(String.valueOf(key), value));
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            String key = String.valueOf(entry.getKey());
            String here = rest.containsKey(key) ? key : translate(key);
            if (!rest.containsKey(here) && UNSTEADY.matcher(key).matches()) {
                here = rest.keySet().stream()
                        .filter(other -> UNSTEADY.matcher(other).matches()
                                && !actualByRecorded.containsValue(other)
                                && !expected.containsKey(other))
                        .findFirst()
                        .orElse(here);
                actualByRecorded.put(key, here);
            }
            if (rest.containsKey(here)) {
                compare(entry.getValue(), rest.remove(here), path + "." + key, differences);
            } else if (!mayLack(key, entry.getValue(), path)) {
                differences.add(path + "." + key + ": missing, expected " + entry.getValue());
            }
        }
        rest.forEach((key, value) -> {
            if (!mayLack(key, value, path)) {
                differences.add(path + "." + key + ": not expected: " + value);
            }
        });
    }

    /** What comes and goes in schemas within one run of a real Kong. */
    private static boolean mayLack(String key, @Nullable Object value, String path) {
        return path.contains(".fields")
                && ((key.equals("len_min") && value instanceof Number one && one.intValue() == 1)
                        || (key.equals("required") && Boolean.TRUE.equals(value)));
    }

    /** Lists without an order. */
    private void sets(List<?> expected, List<?> actual, String path, List<String> differences) {
        List<@Nullable Object> rest = new ArrayList<>(actual);
        for (Object item : expected) {
            List<String> best = null;
            int at = -1;
            for (int i = 0; i < rest.size() && (best == null || !best.isEmpty()); i++) {
                Map<String, String> before = new HashMap<>(actualByRecorded);
                List<String> found = differences(item, rest.get(i), path + "[]");
                if (best == null || found.size() < best.size()) {
                    best = found;
                    at = i;
                }
                if (!found.isEmpty()) {
                    actualByRecorded = before;
                }
            }
            if (best == null) {
                differences.add(path + ": missing " + item);
            } else {
                differences.addAll(best);
                rest.remove(at);
            }
        }
        rest.forEach(item -> differences.add(path + ": not expected: " + item));
    }

    private void texts(String expected, String actual, String path, List<String> differences) {
        if (expected.startsWith("_transform") && actual.startsWith("_transform")) {
            exports(expected, actual, path, differences);
            return;
        }
        boolean offset = path.endsWith(".offset");
        List<String> recorded = offset ? List.of(expected) : unsteady(expected);
        List<String> here = offset ? List.of(actual) : unsteady(actual);
        if (recorded.size() == here.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                if (!recorded.get(i).equals(here.get(i))) {
                    actualByRecorded.putIfAbsent(recorded.get(i), here.get(i));
                }
            }
        }
        String wanted = offset ? actualByRecorded.getOrDefault(expected, expected) : translate(expected);
        wanted = wanted.replaceAll("PCRE returned: .*", "PCRE returned");
        if (!wanted.equals(actual.replaceAll("PCRE returned: .*", "PCRE returned"))) {
            differences.add(path + ": expected " + wanted + ", got " + actual);
        }
    }

    private static List<String> unsteady(String text) {
        return UNSTEADY.matcher(text).results().map(found -> found.group()).toList();
    }

    /** An exported configuration: the same lines, in whatever order keys and entities come. */
    private void exports(String expected, String actual, String path, List<String> differences) {
        List<String> wanted = lines(translate(expected));
        List<String> here = lines(actual);
        if (!wanted.equals(here)) {
            TreeSet<String> missing = new TreeSet<>(wanted);
            here.forEach(missing::remove);
            TreeSet<String> more = new TreeSet<>(here);
            wanted.forEach(more::remove);
            differences.add(path + ": export lacks " + missing + ", has " + more);
        }
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("^( *)- ", "$1  ").replaceFirst("(_at:) .*", "$1"))
                .sorted()
                .toList();
    }
}
