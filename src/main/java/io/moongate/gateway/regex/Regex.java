package io.moongate.gateway.regex;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled expression; immutable, for any thread. */
public final class Regex {
    private final Program program;
    private final Map<String, Integer> names;
    private final @Nullable String prefix;

    private Regex(Program program, Map<String, Integer> names, @Nullable String prefix) {
        this.program = program;
        this.names = names;
        this.prefix = prefix;
    }

    /** Compiles a pattern of the dialect. */
    public static Regex compile(String pattern) throws RegexSyntaxException {
        Node node = RegexParser.parse(pattern);
        Map<String, Integer> names = new HashMap<>();
        collectNames(node, names);
        return new Regex(Program.of(node, pattern), Map.copyOf(names), Program.prefix(node));
    }

    /**
     * The first match: where it starts and ends, then the same for each group, -1 for a group that took no part. Null
     * where nothing matches.
     */
    public int @Nullable [] find(String text) {
        return Search.find(program, text);
    }

    /** How many groups there are, without the whole match. */
    public int groups() {
        return program.slots() / 2 - 1;
    }

    /** The numbers of the named groups. */
    public Map<String, Integer> names() {
        return names;
    }

    /**
     * The text that all matches have in common at the start of the text; empty where there is none, null where a match
     * may start later.
     */
    public @Nullable String prefix() {
        return prefix;
    }

    Program program() {
        return program;
    }

    private static void collectNames(Node node, Map<String, Integer> names) {
        switch (node) {
            case Node.Capture capture -> {
                if (capture.name() != null) {
                    names.put(capture.name(), capture.number());
                }
                collectNames(capture.item(), names);
            }
            case Node.Concat(var items) -> items.forEach(item -> collectNames(item, names));
            case Node.Alternate(var items) -> items.forEach(item -> collectNames(item, names));
            case Node.Repeat repeat -> collectNames(repeat.item(), names);
            case Node.Empty ignored -> {}
            case Node.Chars ignored -> {}
            case Node.Look ignored -> {}
        }
    }
}
