package io.moongate.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file of Kong's form: {@code name = value} lines, with comments after {@code #}. */
final class ConfFile {
    private static final Path USUAL = Path.of("/etc/kong/kong.conf");

    private ConfFile() {}

    /** The settings of the file that was named, of the usual one if none was, or of none. */
    static Map<String, String> read(@Nullable String named) {
        if (named != null && !Files.isReadable(Path.of(named))) {
            throw new IllegalArgumentException("no readable file at path: " + named);
        }
        Path file = named != null ? Path.of(named) : USUAL;
        try {
            return Files.isReadable(file) ? parse(Files.readString(file)) : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String plain = withoutComment(line).strip();
            int at = plain.indexOf('=');
            if (at > 0) {
                settings.put(
                        plain.substring(0, at).strip(),
                        unquoted(plain.substring(at + 1).strip()));
            }
        });
        return settings;
    }

    /** A hash that belongs to a value is written with a backslash before it. */
    private static String withoutComment(String line) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '#') {
                plain.append('#');
                i++;
            } else if (c == '#') {
                break;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
