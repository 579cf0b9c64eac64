package io.moongate.gateway.admin;

import io.moongate.gateway.schema.KongError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Admin API answers.
 *
 * @param body a document to be written as JSON, or null for none
 * @param headers besides those that every answer has
 */
record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    static Answer notFound() {
        return message(404, "Not found");
    }

    static Answer notAllowed() {
        return message(405, "Method not allowed");
    }

    static Answer message(int status, String text) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("message", text);
        return new Answer(status, body, Map.of());
    }

    static Answer of(KongError error) {
        return new Answer(error.httpStatus(), error.document(), Map.of());
    }

    /** A part of a listing; {@code next} is the link to the one after it. */
    static Answer page(List<?> data, @Nullable String offset, @Nullable String next) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("data", data);
        body.put("next", next);
        if (offset != null) {
            body.put("offset", offset);
        }
        return ok(body);
    }

    /** What a browser asks before it sends: the methods that a path knows. */
    static Answer options(Iterable<String> methods) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Access-Control-Allow-Headers", "Content-Type");
        headers.put("Allow", String.join(", ", methods));
        headers.put("Access-Control-Allow-Methods", String.join(", ", methods));
        return new Answer(204, null, headers);
    }
}
