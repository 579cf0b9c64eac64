package io.moongate.gateway.script.pdk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The box that {@code kong.log.inspect} draws: a title, the values on their lines, a bottom. */
final class InspectBox {
    private static final int WIDTH = 122;

    private InspectBox() {}

    /** The lines of a box around all values but the first, which is the log itself. */
    static List<String> lines(String title, @Nullable Object[] values) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < values.length; i++) {
            text.append(i > 1 ? " " : "").append(Inspect.of(values[i]));
        }
        List<String> lines = new ArrayList<>();
        lines.add(padded(title, '-') + "+");
        for (String line : text.toString().split("\n", -1)) {
            lines.add(padded("|" + line, ' ') + "|");
        }
        lines.add(padded("+", '-') + "+");
        return lines;
    }

    private static String padded(String text, char filler) {
        int missing = WIDTH - 1 - text.length();
        return missing > 0 ? text + String.valueOf(filler).repeat(missing) : text;
    }
}
