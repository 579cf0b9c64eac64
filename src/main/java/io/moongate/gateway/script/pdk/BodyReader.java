package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Multimap;
import io.moongate.gateway.script.QueryText;
import io.moongate.gateway.script.RequestState;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads bodies, whole and taken apart, for the request's and the response's namespace. */
public final class BodyReader {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data";
    private static final String TOO_BIG =
            "request body did not fit into client body buffer, consider raising 'client_body_buffer_size'";

    private final LuaWorker worker;

    public BodyReader(LuaWorker worker) {
        this.worker = worker;
    }

    /** The bytes of the request's body; waits for them. */
    public String bytes(Exchange exchange) {
        RequestState.of(exchange).bodyRead = true;
        Buffer buffer = exchange.request.body.bytes();
        if (buffer == null) {
            buffer = worker.await(exchange.request.body.readAll());
        }
        return text(buffer);
    }

    /** Bytes as a Lua string. */
    public static String text(Buffer buffer) {
        return new String(buffer.getBytes(), StandardCharsets.ISO_8859_1);
    }

    /** A Lua string as bytes. */
    public static Buffer buffer(String bytes) {
        return Buffer.buffer(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether a real nginx would have put a body of this size into a file. */
    public boolean inFile(Exchange exchange, int length) {
        if (exchange.request.body.replaced()) {
            return false;
        }
        long room = worker.script().limits().bodyBuffer();
        boolean announced = exchange.request.headers.get("content-length") != null;
        return length >= (announced ? room + room / 4 : room);
    }

    @Nullable
    Object raw(@Nullable Object most) {
        double limit = most instanceof Double number ? number : -1;
        if (most != null && !(most instanceof Double)) {
            throw LuaError.caller("max_allowed_file_size must be a number");
        }
        Exchange exchange = worker.exchange();
        String body = bytes(exchange);
        if (!inFile(exchange, body.length())) {
            return body;
        }
        if (limit < 0) {
            return Values.of2(null, TOO_BIG);
        }
        if (limit > 0 && body.length() > limit) {
            return Values.of2(null, "request body file too big: " + body.length() + " > " + Convert.tostring(limit));
        }
        return body;
    }

    @Nullable
    Object parsed(@Nullable Object type, @Nullable Object most, @Nullable Object largest) {
        Exchange exchange = worker.exchange();
        String given = type != null ? Convert.tostring(type) : exchange.request.headers.get("content-type");
        if (given == null) {
            return Values.of2(null, "missing content type");
        }
        String lower = plain(given);
        if (lower.startsWith(FORM)) {
            int limit =
                    RequestPdk.most(most, "max_args", worker.script().limits().postArgs());
            Object raw = raw(largest);
            if (!(raw instanceof String body)) {
                return Values.of3(null, Values.get(raw, 1), FORM);
            }
            Multimap arguments = QueryText.parse(body, limit);
            if (arguments.truncated()) {
                worker.log().patched("globalpatches.lua:204", "post args truncated");
            }
            return Values.of3(arguments.table(), null, FORM);
        }
        if (lower.startsWith(JSON)) {
            Object raw = raw(largest);
            return raw instanceof String body ? json(body) : Values.of3(null, Values.get(raw, 1), JSON);
        }
        if (lower.startsWith(MULTIPART)) {
            Object raw = raw(largest);
            return raw instanceof String body
                    ? Values.of3(MultipartText.parse(body, given), null, MULTIPART)
                    : Values.of3(null, Values.get(raw, 1), MULTIPART);
        }
        return Values.of3(null, "unsupported content type '" + given + "'", lower);
    }

    /** A type without its parameters, in lower case. */
    private static String plain(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).toLowerCase(Locale.ROOT);
    }

    /** The upstream's body, taken apart by its type. */
    @Nullable
    Object upstream(String body, @Nullable String type, int most) {
        String lower = type == null ? "" : plain(type);
        if (lower.startsWith(FORM)) {
            return QueryText.parse(body, most).table();
        }
        if (lower.startsWith(JSON)) {
            LuaTable table = worker.json().tableOrNull(body);
            return table == null ? Values.of2(null, "invalid json body") : table;
        }
        if (lower.startsWith(MULTIPART) && type != null) {
            return MultipartText.parse(body, type);
        }
        return Values.of2(null, "unsupported content type '" + type + "'");
    }

    private Object json(String body) {
        LuaTable table = worker.json().tableOrNull(body);
        return table == null ? Values.of3(null, "invalid json body", JSON) : Values.of3(table, null, JSON);
    }
}
