package io.moongate.gateway.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.moongate.gateway.replay.RawHttp.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scenarios of the Admin API: each an ordered list of exchanges on an empty gateway. */
final class Recording {
    static final ObjectMapper JSON = new ObjectMapper();

    private Recording() {}

    record Sent(String method, String path, List<Header> headers, byte @Nullable [] body) {}

    /**
     * What was answered.
     *
     * @param json whether the body was JSON; {@code value} then is what it said
     */
    record Answered(
            int status,
            List<Header> headers,
            boolean json,
            @Nullable Object value,
            String text) {}

    /**
     * @param compare how the body is compared
     * @param ignored dotted paths in the body that are not compared
     * @param skipped why the exchange is not compared at all, or null
     * @param mayDiffer whether any answer will do
     */
    record Exchange(
            String name,
            Sent request,
            Answered response,
            String compare,
            List<String> ignored,
            @Nullable String skipped,
            boolean mayDiffer) {}

    record Scenario(String name, String mode, List<Exchange> exchanges) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The scenarios of a file among the test resources. */
    static List<Scenario> load(String resource) {
        return lines(resource).stream().map(Recording::scenario).toList();
    }

    /** The lines of a file among the test resources, each a JSON object. */
    static List<Map<String, @Nullable Object>> lines(String resource) {
        InputStream stream = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    all.add(map(JSON.readValue(line, Object.class)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario scenario(Map<String, @Nullable Object> line) {
        boolean allowed = line.get("deviation_allowed") != null;
        List<Exchange> exchanges = new ArrayList<>();
        for (Object item : list(line.get("exchanges"))) {
            Map<String, @Nullable Object> exchange = map(item);
            Object unstable = exchange.get("unstable");
            exchanges.add(new Exchange(
                    text(exchange.get("name")),
                    sent(map(exchange.get("request"))),
                    answered(map(exchange.get("response"))),
                    exchange.get("compare") instanceof String mode ? mode : "full",
                    unstable instanceof List<?> paths
                            ? paths.stream().map(String::valueOf).toList()
                            : List.of(),
                    unstable instanceof String why ? why : exchange.get("to") != null ? "goes to the proxy" : null,
                    allowed || exchange.get("deviation_allowed") != null));
        }
        return new Scenario(text(line.get("name")), text(line.get("mode")), exchanges);
    }

    static Sent sent(Map<String, @Nullable Object> request) {
        List<Header> headers = new ArrayList<>(headers(request.get("headers")));
        byte[] body = bytes(request.get("body"));
        if (request.containsKey("json")) {
            headers.add(new Header("Content-Type", "application/json"));
            body = write(request.get("json")).getBytes(StandardCharsets.UTF_8);
        }
        return new Sent(text(request.get("method")), text(request.get("path")), headers, body);
    }

    /** A body: a text, bytes in base64, or a text so many times. */
    static byte @Nullable [] bytes(@Nullable Object body) {
        if (body instanceof String plain) {
            return plain.getBytes(StandardCharsets.UTF_8);
        }
        if (!(body instanceof Map<?, ?> encoded)) {
            return null;
        }
        return encoded.containsKey("base64")
                ? Base64.getDecoder().decode(text(encoded.get("base64")))
                : text(encoded.get("repeat"))
                        .repeat(((Number) Objects.requireNonNull(encoded.get("times"))).intValue())
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static Answered answered(Map<String, @Nullable Object> response) {
        int status = response.get("status") instanceof Number number ? number.intValue() : 0;
        return new Answered(
                status,
                headers(response.get("headers")),
                response.containsKey("json"),
                response.get("json"),
                response.get("body") instanceof String body ? body : "");
    }

    static List<Header> headers(@Nullable Object value) {
        List<Header> headers = new ArrayList<>();
        if (value != null) {
            for (Object pair : list(value)) {
                headers.add(
                        new Header(text(list(pair).getFirst()), text(list(pair).getLast())));
            }
        }
        return headers;
    }

    static String write(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(value)).forEach((key, item) -> map.put(String.valueOf(key), item));
        return map;
    }

    static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
