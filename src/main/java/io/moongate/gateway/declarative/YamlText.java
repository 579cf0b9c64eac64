package io.moongate.gateway.declarative;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML, and JSON as a part of it, from the parser's events: only null, booleans, numbers, texts, lists and maps
 * come out of it, whatever a document's tags ask for, and aliases cannot make it grow without bound.
 */
final class YamlText {
    /** How many values a document may have when every alias counts as what it stands for. */
    private static final int MOST_VALUES = 2_000_000;

    private static final int DEEPEST = 200;
    private static final int LONGEST = 128 * 1024 * 1024;
    private static final Tag MERGE = Tag.MERGE;
    private static final String TAB = "found a tab character that violates indentation";

    private final Iterator<Event> events;
    private final Resolver resolver = new Resolver();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private @Nullable Mark last;
    private @Nullable Mark lastButOne;
    private int count;
    private int depth;

    private YamlText(Iterator<Event> events) {
        this.events = events;
    }

    /** A value with a name, and how many values it is. */
    private record Anchored(@Nullable Object value, int count) {}

    /** A text that cannot be read; the message says where and why. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** The value of the first document; null where there is none. */
    static @Nullable Object parse(String text) throws Unreadable {
        DumperOptions dumper = new DumperOptions();
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        YamlText reader = null;
        try {
            reader = new YamlText(new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options)
                    .parse(new StringReader(text))
                    .iterator());
            return reader.document();
        } catch (YAMLException e) {
            throw new Unreadable(reader == null ? where(null) + why(e) : reader.problem(e));
        }
    }

    /** Kong's YAML library says where the last thing began that it could read; a tab it meets while reading a text. */
    private String problem(YAMLException e) {
        String why = why(e);
        return where(why.equals(TAB) ? lastButOne : last) + why;
    }

    private static String where(@Nullable Mark mark) {
        return mark == null ? "1:1: " : (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
    }

    /** The parser's reason in the words of the YAML library that Kong uses, where they differ. */
    private static String why(YAMLException e) {
        String problem = e instanceof MarkedYAMLException marked ? marked.getProblem() : null;
        if (problem == null) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be read");
        }
        if (problem.contains("\\t(TAB)")) {
            return TAB;
        }
        int but = problem.indexOf(", but ");
        return problem.startsWith("expected ")
                ? "did not find " + (but < 0 ? problem : problem.substring(0, but))
                : problem;
    }

    private @Nullable Object document() throws Unreadable {
        while (true) {
            Event event = next();
            if (event instanceof StreamStartEvent || event instanceof DocumentStartEvent) {
                continue;
            }
            if (event instanceof StreamEndEvent || event instanceof DocumentEndEvent) {
                return null;
            }
            Object value = value(event);
            // What follows has to be well formed, too, though only the first document counts.
            while (events.hasNext()) {
                next();
            }
            return value;
        }
    }

    private Event next() {
        Event event = events.next();
        lastButOne = last;
        last = event.getStartMark();
        return event;
    }

    private @Nullable Object value(Event event) throws Unreadable {
        int before = count;
        Object value;
        if (event instanceof AliasEvent alias) {
            Anchored anchored = anchors.get(alias.getAnchor());
            if (anchored == null) {
                throw new Unreadable(where(last) + "invalid reference: " + alias.getAnchor());
            }
            grow(anchored.count());
            return anchored.value();
        }
        grow(1);
        if (++depth > DEEPEST) {
            throw new Unreadable(where(last) + "nested too deeply");
        }
        if (event instanceof ScalarEvent scalar) {
            value = scalar(scalar);
        } else if (event instanceof SequenceStartEvent) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Event item = next(); !(item instanceof SequenceEndEvent); item = next()) {
                list.add(value(item));
            }
            value = list;
        } else if (event instanceof MappingStartEvent) {
            value = map();
        } else {
            throw new Unreadable(where(last) + "unexpected " + event.getEventId());
        }
        depth--;
        String anchor = event instanceof NodeEvent node ? node.getAnchor() : null;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, count - before));
        }
        return value;
    }

    private void grow(int more) throws Unreadable {
        count += more;
        if (count > MOST_VALUES) {
            throw new Unreadable(where(last) + "too many values");
        }
    }

    private Map<String, @Nullable Object> map() throws Unreadable {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        for (Event key = next(); !(key instanceof MappingEndEvent); key = next()) {
            boolean merge = key instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && resolver.resolve(NodeId.scalar, scalar.getValue(), true).equals(MERGE);
            Object name = merge ? null : value(key);
            Object value = value(next());
            if (merge) {
                merge(merged, value);
            } else {
                map.put(name(name), value);
            }
        }
        merged.forEach(map::putIfAbsent);
        return map;
    }

    private static void merge(Map<String, @Nullable Object> merged, @Nullable Object value) {
        if (value instanceof Map<?, ?> one) {
            one.forEach((key, item) -> merged.putIfAbsent(String.valueOf(key), item));
        } else if (value instanceof List<?> several) {
            several.forEach(one -> merge(merged, one));
        }
    }

    private static String name(@Nullable Object key) {
        return key instanceof Double number ? Long.toString(number.longValue()) : String.valueOf(key);
    }

    private @Nullable Object scalar(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag();
        boolean plain = tag == null && event.isPlain();
        Tag resolved = plain ? resolver.resolve(NodeId.scalar, text, true) : tag == null ? Tag.STR : new Tag(tag);
        if (resolved.equals(Tag.NULL)) {
            return null;
        }
        if (resolved.equals(Tag.BOOL)) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> Boolean.TRUE;
                case "false", "no", "off" -> Boolean.FALSE;
                default -> text;
            };
        }
        if (resolved.equals(Tag.INT) || resolved.equals(Tag.FLOAT)) {
            return number(text);
        }
        return text;
    }

    private static Object number(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        try {
            long sign = negative ? -1 : 1;
            if (bare.startsWith("0x")) {
                return sign * Long.parseLong(bare.substring(2), 16);
            }
            if (bare.startsWith("0b")) {
                return sign * Long.parseLong(bare.substring(2), 2);
            }
            if (bare.length() > 1 && bare.startsWith("0") && bare.chars().allMatch(Character::isDigit)) {
                return sign * Long.parseLong(bare, 8);
            }
            if (bare.chars().allMatch(Character::isDigit)) {
                return sign * Long.parseLong(bare);
            }
            return switch (bare.toLowerCase(Locale.ROOT)) {
                case ".inf" -> sign * Double.POSITIVE_INFINITY;
                case ".nan" -> Double.NaN;
                default -> Double.parseDouble(digits);
            };
        } catch (NumberFormatException e) {
            // Base 60 and the like: a time of day or an address with a port is meant as text.
            return text;
        }
    }
}
