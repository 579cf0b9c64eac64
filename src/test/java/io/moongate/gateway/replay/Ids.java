package io.moongate.gateway.replay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which id, secret or page offset of this gateway stands for which recorded one; the first pair that is seen counts. */
final class Ids {
    private final Map<String, String> known;

    Ids() {
        this(Map.of());
    }

    private Ids(Map<String, String> known) {
        this.known = new LinkedHashMap<>(known);
    }

    void bind(@Nullable Object recorded, @Nullable Object actual) {
        if (recorded instanceof String left && actual instanceof String right) {
            known.putIfAbsent(left, right);
        }
    }

    boolean knows(String recorded) {
        return known.containsKey(recorded);
    }

    /** A recorded text with this gateway's ids. */
    String apply(String text) {
        String result = text;
        for (Map.Entry<String, String> pair : known.entrySet()) {
            result = result.replace(pair.getKey(), pair.getValue())
                    .replace(
                            pair.getKey().toUpperCase(Locale.ROOT),
                            pair.getValue().toUpperCase(Locale.ROOT));
        }
        return result;
    }

    /** A text of this gateway with the recorded ids. */
    String back(String text) {
        String result = text;
        for (Map.Entry<String, String> pair : known.entrySet()) {
            result = result.replace(pair.getValue(), pair.getKey());
        }
        return result;
    }

    Ids copy() {
        return new Ids(known);
    }
}
