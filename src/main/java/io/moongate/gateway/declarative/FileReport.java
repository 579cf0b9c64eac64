package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.KongError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what is wrong in a declarative file as Kong's start does: a line for each place, nested as the file is. */
public final class FileReport {
    private final StringBuilder text = new StringBuilder();

    private FileReport() {}

    /**
     * The report.
     *
     * @param file the name of the file, as the user gave it
     */
    public static String of(String file, KongError error) {
        FileReport report = new FileReport();
        report.text
                .append("error parsing declarative config file ")
                .append(file)
                .append(":\n");
        Map<String, @Nullable Object> fields = error.fields();
        if (fields == null || fields.isEmpty()) {
            report.text.append(error.message());
        } else if (fields.get("error") instanceof String sentence) {
            report.text.append(sentence);
        } else {
            report.record("", fields);
        }
        return report.text.toString().stripTrailing();
    }

    private void record(String indent, Map<?, ?> fields) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        fields.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        sorted.forEach((name, value) -> {
            if (name.equals("@entity") && value instanceof List<?> sentences) {
                sentences.forEach(
                        sentence -> text.append(indent).append(sentence).append('\n'));
            } else {
                place(indent, name, value);
            }
        });
    }

    private void place(String indent, String name, @Nullable Object value) {
        text.append(indent).append("in '").append(name).append("':");
        switch (value) {
            case Map<?, ?> inner -> {
                text.append('\n');
                record(indent + "  ", inner);
            }
            case List<?> items -> {
                text.append('\n');
                entries(indent + "  ", name, items);
            }
            case null, default -> text.append(' ').append(value).append('\n');
        }
    }

    private void entries(String indent, String name, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            if (item == null) {
                continue;
            }
            text.append(indent)
                    .append("- in entry ")
                    .append(i + 1)
                    .append(" of '")
                    .append(name)
                    .append("':");
            if (item instanceof Map<?, ?> inner) {
                text.append('\n');
                record(indent + "  ", inner);
            } else {
                text.append(' ').append(item).append('\n');
            }
        }
    }
}
