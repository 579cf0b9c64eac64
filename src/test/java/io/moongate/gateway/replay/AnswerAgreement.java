package io.moongate.gateway.replay;

import io.moongate.gateway.replay.FunctionCase.Answer;
import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.replay.RawHttp.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares an answer of the proxy with the recorded one; nothing is bound, what is generated is made alike. */
final class AnswerAgreement {
    private static final Set<String> ECHO = Set.of("method", "url", "http_version", "headers", "body");

    private final PlainText text;
    private final HeaderAgreement headers;

    AnswerAgreement(PlainText text) {
        this.text = text;
        this.headers = HeaderAgreement.ofAnswers(text::text);
    }

    List<Difference> differences(String method, Answer expected, Reply got) {
        if (!java.util.Objects.equals(expected.failure(), got.failure())) {
            String wanted = expected.failure() == null ? Integer.toString(expected.status()) : expected.failure();
            String actual = got.failure() == null ? Integer.toString(got.status()) : got.failure();
            return List.of(new Difference("connection", wanted, actual));
        }
        List<Difference> found = new ArrayList<>();
        if (expected.status() == 0) {
            return found;
        }
        if (expected.status() != got.status()) {
            found.add(new Difference("status", expected.status(), got.status()));
        }
        if (!expected.interim().equals(got.interim())) {
            found.add(new Difference("interim answers", expected.interim(), got.interim()));
        }
        List<Header> left = expected.headers();
        List<Header> right = got.headers();
        boolean bodiless = method.equals("HEAD") || expected.status() == 204 || expected.status() == 304;
        if (bodiless && has(left, "x-upstream") && has(left, "content-length") && has(right, "content-length")) {
            // The length of the upstream's description, which depends on its port.
            left = without(left, "content-length");
            right = without(right, "content-length");
        }
        found.addAll(headers.differences(left, expected.body().length, right, got.body().length));
        found.addAll(bodies(type(expected.headers()), expected.body(), got.body()));
        return found;
    }

    private static boolean has(List<Header> headers, String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    private static List<Header> without(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
    }

    private static String type(List<Header> headers) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("content-type"))
                .map(header -> header.value().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private List<Difference> bodies(String type, byte[] expected, byte[] got) {
        if (type.contains("json")) {
            try {
                return values(
                        Recording.JSON.readValue(expected, Object.class),
                        Recording.JSON.readValue(got, Object.class),
                        "body");
            } catch (IOException notJson) {
                // Compared as text.
            }
        }
        String left = decoded(expected);
        String right = decoded(got);
        if (left == null || right == null) {
            return Arrays.equals(expected, got) ? List.of() : List.of(new Difference("body", "bytes", "others"));
        }
        left = text.text(left);
        right = text.text(right);
        return left.equals(right) ? List.of() : List.of(new Difference("body", left, right));
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Compares two JSON values, and says by path where they part. */
    List<Difference> values(@Nullable Object expected, @Nullable Object got, String path) {
        return parted(normal(expected), normal(got), path);
    }

    private static List<Difference> parted(@Nullable Object left, @Nullable Object right, String path) {
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            List<Difference> found = new ArrayList<>();
            Set<String> names = new TreeSet<>();
            one.keySet().forEach(name -> names.add(String.valueOf(name)));
            other.keySet().forEach(name -> names.add(String.valueOf(name)));
            for (String name : names) {
                if (!one.containsKey(name) || !other.containsKey(name)) {
                    found.add(new Difference(
                            path + "." + name,
                            one.containsKey(name) ? one.get(name) : "(absent)",
                            other.containsKey(name) ? other.get(name) : "(missing)"));
                } else {
                    found.addAll(parted(one.get(name), other.get(name), path + "." + name));
                }
            }
            return found;
        }
        return java.util.Objects.equals(left, right) ? List.of() : List.of(new Difference(path, left, right));
    }

    private @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case String plain -> text.text(plain);
            case Boolean truth -> truth;
            case Number number -> number(number.doubleValue());
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(normal(item)));
                yield items;
            }
            case Map<?, ?> map -> object(map);
            case null -> null;
            default -> value;
        };
    }

    private static Object number(double number) {
        boolean epoch = number > 1.6e9 && number < 2e9 || number > 1.6e12 && number < 2e12;
        return epoch ? "<epoch>" : (Object) number;
    }

    /** In the upstream's description, headers count as headers do: each name with its values in order. */
    private Map<String, @Nullable Object> object(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((name, item) -> result.put(text.text(String.valueOf(name)), normal(item)));
        if (map.keySet().equals(ECHO) && map.get("headers") instanceof List<?> list) {
            result.put("headers", echoed(list));
        }
        return result;
    }

    private Map<String, List<String>> echoed(List<?> list) {
        Map<String, List<String>> result = new TreeMap<>();
        for (Header header : Recording.headers(list)) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!HeaderAgreement.isIgnored(name)) {
                String value = name.equals("x-kong-request-id") ? "<any>" : text.text(header.value());
                result.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        return result;
    }
}
