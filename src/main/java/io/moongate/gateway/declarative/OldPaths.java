package io.moongate.gateway.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Before format 3.0 a path with other characters than those of plain paths was a regex; now a tilde says so. */
final class OldPaths {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.\\-_~/%]*");

    private OldPaths() {}

    static void mark(Declared declared) {
        if (!declared.schema.name().equals("routes") || !(declared.fields.get("paths") instanceof List<?> paths)) {
            return;
        }
        List<@Nullable Object> marked = new ArrayList<>();
        for (Object path : paths) {
            marked.add(
                    path instanceof String text
                                    && !text.startsWith("~")
                                    && !PLAIN.matcher(text).matches()
                            ? "~" + text
                            : path);
        }
        declared.fields.put("paths", marked);
    }
}
