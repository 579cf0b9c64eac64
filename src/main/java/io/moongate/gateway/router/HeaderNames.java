package io.moongate.gateway.router;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names under which a request may carry a header: hyphens and underscores count as the same. */
record HeaderNames(List<String> spellings) {
    /** With more separators only the two uniform spellings are looked for. */
    private static final int MOST_MIXED = 3;

    /** @param name in lower case with underscores only */
    static HeaderNames of(String name) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(name.replace('_', '-'));
        spellings.add(name);
        long separators = name.chars().filter(c -> c == '_').count();
        if (separators <= MOST_MIXED) {
            for (int mix = 0; mix < 1 << separators; mix++) {
                spellings.add(spelling(name, mix));
            }
        }
        return new HeaderNames(List.copyOf(spellings));
    }

    private static String spelling(String name, int mix) {
        StringBuilder result = new StringBuilder(name);
        int separator = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '_' && (mix >> separator++ & 1) == 1) {
                result.setCharAt(i, '-');
            }
        }
        return result.toString();
    }

    /** All values, whatever the spelling; sorted as Kong sorts them, which decides which one a capture is from. */
    List<String> values(RequestHeaders headers) {
        List<String> found = List.of();
        for (String spelling : spellings) {
            List<String> values = headers.all(spelling);
            if (found.isEmpty()) {
                found = values;
            } else if (!values.isEmpty()) {
                found = new ArrayList<>(found);
                found.addAll(values);
            }
        }
        // A copy in any case, since it outlives the request in the router's memory.
        return found.size() < 2 ? List.copyOf(found) : found.stream().sorted().toList();
    }
}
