package io.moongate.gateway.script;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.lua.lib.JsonFailure;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns what {@code kong.response.exit} was given into the answer of the exchange. */
public final class Answers {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String FLUSHING = "lua entry thread aborted: runtime error:"
            + " /usr/local/share/lua/5.1/kong/init.lua:502: body encoding failed while flushing response: ";

    private Answers() {}

    /**
     * Ends the running functions with an answer. In access it waits until they have come to their end, as functions that
     * a handler of {@code xpcall} keeps alive may still set headers; elsewhere it is given at once.
     *
     * @return what is to be thrown; null in header_filter, where the function goes on and the last answer counts
     */
    public static @Nullable ExitSignal exit(
            LuaWorker worker, Exchange exchange, int status, @Nullable Object body, @Nullable LuaTable headers) {
        if (exchange.phase == Phase.ACCESS) {
            RequestState.of(exchange).delayed = new RequestState.Delayed(status, body, headers);
            return new ExitSignal(Outcome.Continue.NEXT);
        }
        String text;
        try {
            text = text(worker, body);
        } catch (JsonFailure notJson) {
            throw LuaError.caller("body encoding failed: " + notJson.text());
        }
        Buffer bytes = give(exchange, status, text, body instanceof LuaTable, headers);
        if (exchange.phase == Phase.HEADER_FILTER) {
            exchange.response.replacement = bytes == null ? Buffer.buffer() : bytes;
            return null;
        }
        return new ExitSignal(new Outcome.Answer(bytes));
    }

    /** What a run of functions came to, with the answer that waits taken into account. */
    static Outcome settle(LuaWorker worker, Exchange exchange, Outcome outcome) {
        RequestState state = RequestState.peek(exchange);
        RequestState.Delayed delayed = state == null ? null : state.delayed;
        if (state == null || delayed == null || outcome != Outcome.Continue.NEXT) {
            return outcome;
        }
        state.delayed = null;
        try {
            String text = text(worker, delayed.body());
            return new Outcome.Answer(
                    give(exchange, delayed.status(), text, delayed.body() instanceof LuaTable, delayed.headers()));
        } catch (JsonFailure notJson) {
            worker.log().line(LogLevel.ERROR, FLUSHING + notJson.text());
            return new Outcome.Finalized(500);
        }
    }

    private static @Nullable String text(LuaWorker worker, @Nullable Object body) {
        return body instanceof LuaTable table ? worker.json().encode(table) : (String) body;
    }

    private static @Nullable Buffer give(
            Exchange exchange, int status, @Nullable String text, boolean json, @Nullable LuaTable headers) {
        ClientResponse response = exchange.response;
        response.status = status;
        response.reason = null;
        response.source = ClientResponse.Source.EXIT;
        if (headers != null) {
            ResponseHeaders.setAll(response.headers, headers);
        }
        if (json && (headers == null || !ResponseHeaders.names(headers, "content-type"))) {
            response.headers.set("Content-Type", JSON);
        }
        if (text == null) {
            if (exchange.phase == Phase.HEADER_FILTER) {
                response.headers.set("Content-Length", "0");
            }
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        response.headers.set("Content-Length", Integer.toString(bytes.length));
        return Buffer.buffer(bytes);
    }
}
