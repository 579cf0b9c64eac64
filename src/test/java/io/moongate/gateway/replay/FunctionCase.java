package io.moongate.gateway.replay;

import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.replay.Recording.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What functions saw, answered and logged in a real Kong: entities, and the requests that were sent to the proxy then.
 *
 * @param settings what Kong was started with, beside its defaults
 * @param alone whether the case changes what others see, or is changed by them
 * @param unstable whether the recording itself came out differently each time
 */
record FunctionCase(
        String name,
        Map<String, String> settings,
        boolean alone,
        boolean unstable,
        List<Step> steps,
        List<Exchange> exchanges) {
    /**
     * A request to the Admin API that sets the case up.
     *
     * @param id the recorded id of what it made
     * @param answer what a refusal said, or null where anything will do
     */
    record Step(
            Sent request,
            int status,
            @Nullable Object id,
            @Nullable Object answer) {}

    /**
     * A request to the proxy.
     *
     * @param log the lines that functions wrote
     * @param mayDiffer why Kong's answer is not to be followed, or null
     */
    record Exchange(
            Sent request,
            Answer answer,
            List<String> log,
            @Nullable String mayDiffer) {}

    /**
     * What came back.
     *
     * @param failure how the connection ended, or null where the answer was whole
     */
    record Answer(
            int status,
            List<Header> headers,
            byte[] body,
            List<?> interim,
            @Nullable String failure) {}

    static List<FunctionCase> load(String resource) {
        return Recording.lines(resource).stream().map(FunctionCase::of).toList();
    }

    private static FunctionCase of(Map<String, @Nullable Object> line) {
        String allowed = line.get("deviation_allowed") instanceof String why ? why : null;
        List<Step> steps = new ArrayList<>();
        for (Object item : Recording.list(line.get("admin"))) {
            Map<String, @Nullable Object> step = Recording.map(item);
            steps.add(new Step(Recording.sent(step), number(step.get("status")), step.get("id"), step.get("answer")));
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (Object item : Recording.list(line.get("exchanges"))) {
            Map<String, @Nullable Object> exchange = Recording.map(item);
            String why = exchange.get("deviation_allowed") instanceof String own ? own : allowed;
            List<String> log = exchange.get("log") instanceof List<?> lines
                    ? lines.stream().map(String::valueOf).toList()
                    : List.of();
            exchanges.add(new Exchange(
                    Recording.sent(Recording.map(exchange.get("request"))),
                    answer(Recording.map(exchange.get("response"))),
                    log,
                    why));
        }
        return new FunctionCase(
                String.valueOf(line.get("name")),
                settings(line.get("kong_conf")),
                Boolean.TRUE.equals(line.get("exclusive")) || Boolean.TRUE.equals(line.get("leaks")),
                line.get("unstable") != null,
                steps,
                exchanges);
    }

    private static Answer answer(Map<String, @Nullable Object> response) {
        byte[] body = Recording.bytes(response.get("body"));
        return new Answer(
                number(response.get("status")),
                Recording.headers(response.get("headers")),
                body == null ? new byte[0] : body,
                response.get("interim") instanceof List<?> interim ? interim : List.of(),
                response.get("error") instanceof String failure ? failure : null);
    }

    /** Settings stand as {@code name=value, name=value}; values have commas too, but none with a blank after it. */
    private static Map<String, String> settings(@Nullable Object text) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (text instanceof String conf) {
            for (String pair : conf.split(", ", -1)) {
                int equals = pair.indexOf('=');
                settings.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return settings;
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
