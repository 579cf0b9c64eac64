package io.moongate.gateway.plugins.keyauth;

import io.moongate.gateway.exchange.Arguments;
import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Multipart;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A body in which a key may be: a form of either kind, or JSON. */
sealed interface KeyBody {
    KeyBody NONE = new Form(Arguments.parse(""));

    record Form(Arguments arguments) implements KeyBody {}

    record Json(JsonObject object) implements KeyBody {}

    record Parts(Map<String, String> parts, String contentType) implements KeyBody {}

    /** What reading a body came to. */
    sealed interface Read {
        record Body(KeyBody body) implements Read {}

        record Unreadable(String why) implements Read {}
    }

    /** Reads the body of a request; waits for it. */
    static Read read(Exchange exchange) {
        String type = exchange.request.headers.get("content-type");
        if (type == null) {
            return new Read.Unreadable("missing content type");
        }
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.contains("application/x-www-form-urlencoded")) {
            return new Read.Body(new Form(Arguments.parse(text(bytes(exchange)))));
        }
        if (lower.contains("application/json")) {
            try {
                return new Read.Body(new Json(new JsonObject(bytes(exchange))));
            } catch (DecodeException | ClassCastException notAnObject) {
                return new Read.Unreadable("invalid json body");
            }
        }
        return lower.contains("multipart/form-data")
                ? new Read.Body(new Parts(Multipart.parse(text(bytes(exchange)), type), type))
                : new Read.Unreadable("unsupported content type '" + type + "'");
    }

    private static Buffer bytes(Exchange exchange) {
        Buffer bytes = exchange.request.body.bytes();
        return bytes == null ? exchange.worker.await(exchange.request.body.readAll()) : bytes;
    }

    private static String text(Buffer bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** The texts of a name; two where there is no telling which. */
    default List<String> values(String name) {
        return switch (this) {
            case Form(Arguments arguments) -> arguments.count(name) > 1 ? List.of("", "") : arguments.texts(name);
            case Json(JsonObject object) ->
                switch (object.getValue(name)) {
                    case String text ->
                        List.of(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
                    case JsonObject map -> List.of("", "");
                    case JsonArray list -> List.of("", "");
                    case null, default -> List.of();
                };
            case Parts(Map<String, String> parts, String type) -> {
                String part = parts.get(name);
                yield part == null ? List.of() : List.of(part);
            }
        };
    }

    /** The same without a name. */
    default KeyBody without(String name) {
        return switch (this) {
            case Form(Arguments arguments) -> new Form(arguments.without(name));
            case Json(JsonObject object) -> {
                JsonObject rest = object.copy();
                rest.remove(name);
                yield new Json(rest);
            }
            case Parts(Map<String, String> parts, String type) -> {
                Map<String, String> rest = new LinkedHashMap<>(parts);
                rest.remove(name);
                yield new Parts(rest, type);
            }
        };
    }

    /** Sends this in the place of the request's body. */
    default void putInto(ClientRequest request) {
        if (this == NONE) {
            return;
        }
        Buffer bytes = switch (this) {
            case Form(Arguments arguments) -> Buffer.buffer(arguments.sorted(), "ISO-8859-1");
            case Json(JsonObject object) -> object.toBuffer();
            case Parts(Map<String, String> parts, String type) -> {
                String boundary = Multipart.boundary(type);
                yield Buffer.buffer(
                        Multipart.write(parts.entrySet(), boundary == null ? Multipart.newBoundary() : boundary),
                        "ISO-8859-1");
            }
        };
        request.body.replace(bytes);
        request.headers.set("Content-Length", Integer.toString(bytes.length()));
    }
}
