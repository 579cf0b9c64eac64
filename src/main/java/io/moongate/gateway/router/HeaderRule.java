package io.moongate.gateway.router;

import io.moongate.gateway.regex.Regex;
import io.moongate.gateway.regex.RegexDialect;
import io.moongate.gateway.regex.RegexSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a route asks of one header: that one of its values is one of these.
 *
 * @param name the number of the header among all that routes look at
 */
record HeaderRule(int name, List<Wanted> wanted) {
    sealed interface Wanted {}

    /** @param text in lower case */
    record Value(String text) implements Wanted {}

    record Pattern(Regex regex) implements Wanted {}

    static HeaderRule of(int name, List<String> values, boolean patternsAllowed) {
        List<Wanted> wanted = new ArrayList<>(values.size());
        for (String value : values) {
            if (!value.startsWith("~*") || !patternsAllowed) {
                wanted.add(new Value(RegexDialect.asciiLower(value)));
                continue;
            }
            try {
                wanted.add(new Pattern(Regex.compile(RegexDialect.ofHeader(value))));
            } catch (RegexSyntaxException e) {
                // Refused by the schema; one that came in another way matches nothing.
                continue;
            }
        }
        return new HeaderRule(name, wanted);
    }

    /** @param values the values of the header, in lower case */
    boolean matches(List<String> values) {
        for (Wanted each : wanted) {
            for (String value : values) {
                if (matches(each, value)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Adds what was captured, if an expression is what matched. */
    void capture(List<String> values, Captures.Builder captures) {
        for (Wanted each : wanted) {
            for (String value : values) {
                if (matches(each, value)) {
                    if (each instanceof Pattern(Regex regex) && regex.find(value) instanceof int[] places) {
                        captures.add(regex, value, places);
                    }
                    return;
                }
            }
        }
    }

    private static boolean matches(Wanted wanted, String value) {
        return switch (wanted) {
            case Value(String text) -> text.equals(value);
            case Pattern(Regex regex) -> regex.find(value) != null;
        };
    }
}
