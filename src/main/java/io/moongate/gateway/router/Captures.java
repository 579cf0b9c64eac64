package io.moongate.gateway.router;

import io.moongate.gateway.regex.Regex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of a route captured; bytes in characters.
 *
 * @param unnamed by number, 0 being all that was matched; null for a group that took no part
 * @param named the named groups, which have numbers as well
 */
public record Captures(List<@Nullable String> unnamed, Map<String, String> named) {

    /** Gathers captures of several expressions; later ones write over earlier ones. */
    static final class Builder {
        private final List<@Nullable String> unnamed = new ArrayList<>();
        private final Map<String, String> named = new HashMap<>();

        void add(Regex regex, String text, int[] places) {
            for (int group = 0; 2 * group < places.length; group++) {
                if (unnamed.size() <= group) {
                    unnamed.add(null);
                }
                if (places[2 * group] >= 0 && places[2 * group + 1] >= 0) {
                    unnamed.set(group, part(text, places, group));
                }
            }
            regex.names().forEach((name, group) -> {
                if (places[2 * group] >= 0 && places[2 * group + 1] >= 0) {
                    named.put(name, part(text, places, group));
                }
            });
        }

        /** Null where no group took part: the whole match alone is not shown. */
        @Nullable
        Captures build() {
            while (unnamed.size() > 1 && unnamed.getLast() == null) {
                unnamed.removeLast();
            }
            return unnamed.size() < 2 ? null : new Captures(unnamed, named);
        }

        private static String part(String text, int[] places, int group) {
            return ByteText.encoded(text.substring(places[2 * group], places[2 * group + 1]));
        }
    }
}
