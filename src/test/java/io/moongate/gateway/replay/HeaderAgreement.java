package io.moongate.gateway.replay;

import io.moongate.gateway.replay.RawHttp.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Compares the headers of two answers: the same names with the same values, but for what the server itself adds. */
final class HeaderAgreement {
    private static final Set<String> IGNORED = Set.of("date", "server", "connection", "keep-alive", "via");
    private static final Set<String> SETS = Set.of("allow", "access-control-allow-methods");
    private static final String LENGTH = "content-length";

    private final UnaryOperator<String> text;
    private final boolean anyFraming;

    private HeaderAgreement(UnaryOperator<String> text, boolean anyFraming) {
        this.text = text;
        this.anyFraming = anyFraming;
    }

    /** For the Admin API, where lengths and chunks count as the same. */
    static HeaderAgreement ofEntities() {
        return new HeaderAgreement(PlainText::of, true);
    }

    /** For the proxy, where it matters how a body is framed. */
    static HeaderAgreement ofAnswers(UnaryOperator<String> text) {
        return new HeaderAgreement(text, false);
    }

    static boolean isIgnored(String name) {
        return IGNORED.contains(name);
    }

    List<Difference> differences(List<Header> expected, List<Header> got) {
        return compare(normal(expected), normal(got));
    }

    /** The same where a Content-Length is compared by whether it tells the truth. */
    List<Difference> differences(List<Header> expected, int expectedLength, List<Header> got, int gotLength) {
        return compare(truthful(normal(expected), expectedLength), truthful(normal(got), gotLength));
    }

    private static List<Difference> compare(Map<String, List<String>> left, Map<String, List<String>> right) {
        List<Difference> found = new ArrayList<>();
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!Objects.equals(left.get(name), right.get(name))) {
                found.add(new Difference("header " + name, left.get(name), right.get(name)));
            }
        }
        return found;
    }

    private static Map<String, List<String>> truthful(Map<String, List<String>> headers, int length) {
        headers.computeIfPresent(
                LENGTH,
                (name, values) -> values.stream()
                        .map(value -> value.equals(Integer.toString(length)) ? "<as long as the body>" : value)
                        .toList());
        return headers;
    }

    private Map<String, List<String>> normal(List<Header> headers) {
        Map<String, List<String>> result = new TreeMap<>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (IGNORED.contains(name)) {
                continue;
            }
            if (anyFraming && (name.equals(LENGTH) || name.equals("transfer-encoding"))) {
                result.put(LENGTH, List.of("<a length>"));
                continue;
            }
            String value = text.apply(header.value());
            if (name.matches("x-kong-.*latency|x-kong-request-id")) {
                value = "<any>";
            } else if (SETS.contains(name)) {
                value = String.join(
                        ", ",
                        Arrays.stream(value.split(",", -1))
                                .map(String::strip)
                                .sorted()
                                .toList());
            }
            result.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
        return result;
    }
}
