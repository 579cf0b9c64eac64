package io.moongate.gateway.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import io.moongate.gateway.packaged.PackagedGateway;
import io.moongate.gateway.replay.FunctionCase.Exchange;
import io.moongate.gateway.replay.FunctionCase.Step;
import io.moongate.gateway.replay.RawHttp.Header;
import io.moongate.gateway.replay.RawHttp.Reply;
import io.moongate.gateway.replay.Recording.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays cases against a running gateway: sets each up, sends its requests, compares, and takes it back. */
final class FunctionReplay implements AutoCloseable {
    private static final String RECORDED_UPSTREAM = "(?<![\\w.])19000(?!\\w)";
    private static final String MARK = "/replay-mark";
    private static final String LOG_LEVEL = "/debug/node/log-level/";
    private static final int TIMEOUT_MILLIS = 10_000;

    /** How long an answer may take where Kong gave none at all. */
    private static final int HANG_MILLIS = 1_000;

    private final PackagedGateway gateway;
    private final int upstream;
    private final AnswerAgreement agreement;
    private final LogTail log;
    private final PlainText text;
    private int marks;

    FunctionReplay(PackagedGateway gateway, int upstream) {
        this.gateway = gateway;
        this.upstream = upstream;
        this.text = PlainText.withoutIds(Map.of(
                18000,
                "<proxy-port>",
                gateway.proxyPort,
                "<proxy-port>",
                18001,
                "<admin-port>",
                gateway.adminPort,
                "<admin-port>",
                19000,
                "<upstream-port>",
                upstream,
                "<upstream-port>"));
        this.agreement = new AnswerAgreement(text);
        this.log = new LogTail(gateway.errorLogFile(), "GET " + MARK, text::text);
        admin("PUT", "/routes/replay-mark", "{\"paths\":[\"" + MARK + "\"]}");
        String code = "kong.log.err('mark ' .. kong.request.get_query_arg('n')) kong.response.exit(200)";
        admin(
                "POST",
                "/routes/replay-mark/plugins",
                Recording.write(Map.of("name", "pre-function", "config", Map.of("access", List.of(code)))));
    }

    /**
     * What came of a case.
     *
     * @param wrong what differs and must not
     * @param other what differs where it may, each with the reason that the recording gives
     */
    record Result(List<String> wrong, List<String> other) {}

    Result run(FunctionCase recorded) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        Ids ids = new Ids();
        List<Sent> undo = new ArrayList<>();
        try {
            for (Step step : recorded.steps()) {
                setUp(step, ids, undo, result);
            }
            if (result.wrong().isEmpty()) {
                int number = 0;
                for (Exchange exchange : recorded.exchanges()) {
                    run(exchange, "exchange " + ++number + ": ", result);
                }
            }
        } finally {
            undo.reversed().forEach(this::send);
        }
        for (String line : untilMark()) {
            result.wrong().add("a line of the log too many: " + line);
        }
        return result;
    }

    private void run(Exchange exchange, String where, Result result) {
        Sent request = exchange.request();
        int timeout = "hung".equals(exchange.answer().failure()) ? HANG_MILLIS : TIMEOUT_MILLIS;
        Reply reply = RawHttp.exchange(
                gateway.proxyPort, request.method(), request.path(), request.headers(), request.body(), timeout);
        List<Difference> found = new ArrayList<>(agreement.differences(request.method(), exchange.answer(), reply));
        List<String> wanted = new ArrayList<>();
        for (String record : exchange.log()) {
            String message = LogMessages.message(record, text::text);
            if (message != null) {
                wanted.add(message);
            }
        }
        List<String> got = exchange.mayDiffer() == null ? log.take(wanted.size()) : untilMark();
        if (!wanted.equals(got)) {
            found.add(new Difference("log", String.join("\n", wanted), String.join("\n", got)));
        }
        for (Difference difference : found) {
            if (exchange.mayDiffer() == null) {
                result.wrong().add(where + difference);
            } else {
                result.other().add(where + difference);
            }
        }
    }

    /** The messages up to now: what comes after them is told by a request that leaves a mark in the log. */
    private List<String> untilMark() {
        String mark = "mark " + ++marks + ",";
        RawHttp.exchange(gateway.proxyPort, "GET", MARK + "?n=" + marks, List.of(), null, TIMEOUT_MILLIS);
        return log.takeUntil(mark);
    }

    private void setUp(Step step, Ids ids, List<Sent> undo, Result result) {
        Sent request = adapted(step.request(), ids);
        Reply reply = send(request);
        if (reply.status() != step.status()) {
            result.wrong().add(new Difference("set-up " + request.path(), step.status(), reply.text()).toString());
            return;
        }
        Map<String, @Nullable Object> entity = object(reply);
        if (step.answer() != null) {
            agreement
                    .values(step.answer(), entity, "refusal")
                    .forEach(difference -> result.wrong().add(difference.toString()));
        }
        Object id = entity.get("id");
        ids.bind(step.id(), id);
        if (request.path().startsWith(LOG_LEVEL)) {
            undo.add(new Sent("PUT", LOG_LEVEL + "info", List.of(), null));
        } else if (request.method().equals("PUT")) {
            undo.add(new Sent("DELETE", request.path(), List.of(), null));
        } else if (id != null) {
            String path = request.path().replaceFirst("\\?.*$", "");
            undo.add(new Sent("DELETE", path.substring(path.lastIndexOf('/')) + "/" + id, List.of(), null));
        }
    }

    /** With the ids of this gateway and the port of this upstream. */
    private Sent adapted(Sent request, Ids ids) {
        byte[] body = request.body();
        if (body != null) {
            String plain = new String(body, StandardCharsets.UTF_8);
            if (Arrays.equals(body, plain.getBytes(StandardCharsets.UTF_8))) {
                body = ids.apply(plain)
                        .replaceAll(RECORDED_UPSTREAM, Integer.toString(upstream))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return new Sent(request.method(), ids.apply(request.path()), request.headers(), body);
    }

    private Reply send(Sent request) {
        return RawHttp.exchange(gateway.adminPort, request.method(), request.path(), request.headers(), request.body());
    }

    private void admin(String method, String path, String json) {
        List<Header> headers = List.of(new Header("Content-Type", "application/json"));
        Reply reply = send(new Sent(method, path, headers, json.getBytes(StandardCharsets.UTF_8)));
        if (reply.status() >= 300) {
            throw new IllegalStateException(path + ": " + reply.text());
        }
    }

    @Override
    public void close() {
        send(new Sent("DELETE", "/routes/replay-mark", List.of(), null));
    }

    private static Map<String, @Nullable Object> object(Reply reply) {
        try {
            return Recording.JSON.readValue(reply.body(), new TypeReference<>() {});
        } catch (IOException notAnObject) {
            return Map.of();
        }
    }
}
