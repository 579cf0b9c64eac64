package io.moongate.gateway.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One attempt at getting out of the sandbox, from a file of the resources {@code escape/}: a heading ({@code --- what}),
 * Lua, and what must come of it.
 *
 * <pre>
 *   --@ mode=on cpu=50 requires=cjson,lyaml environment=load raw
 *   --&gt; what the code returns, values parted by |
 *   --= the body that it answers with (raw: the code is the function, nothing around it)
 *   --! words in the log after the function failed
 *   --# the outcome of its run
 *   --~ words that come to stand in the log
 *   --norecord words that begin no record of the log
 *   --nocontrol the log has no control characters but line ends and tabs
 *   --* anything, as long as it ends
 * </pre>
 */
public record Attempt(String name, Map<String, String> options, String code, List<Expectation> expectations) {
    /** What must come of it: a kind and its words. */
    public record Expectation(String kind, String words) {}

    /** All files, by name. */
    public static Map<String, List<Attempt>> all(String folder) {
        Map<String, List<Attempt>> byFile = new TreeMap<>();
        try {
            URI uri = Attempt.class.getResource("/" + folder).toURI();
            try (Stream<Path> files = Files.list(Path.of(uri))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    byFile.put(
                            file.getFileName().toString().replace(".lua", ""),
                            read(Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return byFile;
    }

    static List<Attempt> read(String text) {
        List<Attempt> attempts = new ArrayList<>();
        for (String block : ("\n" + text).split("\n--- ")) {
            if (!block.isBlank()) {
                attempts.add(one(block));
            }
        }
        return attempts;
    }

    private static Attempt one(String block) {
        String[] lines = block.split("\n");
        Map<String, String> options = new TreeMap<>();
        List<Expectation> expectations = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
            String mark = line.split(" ", 2)[0];
            String words = line.substring(Math.min(line.length(), mark.length() + 1));
            switch (mark) {
                case "--@" -> {
                    for (String option : words.split(" ")) {
                        String[] pair = option.split("=", 2);
                        options.put(pair[0], pair.length > 1 ? pair[1] : "");
                    }
                }
                case "-->", "--=", "--!", "--#", "--~", "--*", "--norecord", "--nocontrol" ->
                    expectations.add(new Expectation(mark, words));
                default -> code.append(line).append('\n');
            }
        }
        if (expectations.isEmpty()) {
            throw new IllegalStateException("nothing is expected of '" + lines[0] + "'");
        }
        return new Attempt(lines[0], options, code.toString(), expectations);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    public String option(String name, String usual) {
        return options.getOrDefault(name, usual);
    }

    List<String> list(String name) {
        String value = options.getOrDefault(name, "");
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    /** The function to run: what the code returns becomes the answer, unless it is raw. */
    String source() {
        if (has("raw")) {
            return code;
        }
        return "local exit, show = kong.response.exit, (function() local tostring, select, concat = tostring, select,"
                + " table.concat return function(...) local t = {} for i = 1, select('#', ...) do"
                + " t[i] = tostring((select(i, ...))) end return concat(t, '|') end end)()"
                + " local try = (function() local pcall, tostring = pcall, tostring return function(f, ...)"
                + " local ok, why = pcall(f, ...) return ok and 'ok' or tostring(why) end end)()"
                + " exit(200, show((function() " + code + " end)()))";
    }
}
