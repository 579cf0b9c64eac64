package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.moongate.gateway.replay.RawHttp;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The few Admin API calls that the tests of the packaged application need. */
record AdminClient(int port) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Creates an entity and returns it. */
    JsonNode create(String path, String json) {
        return call("POST", path, json, 201);
    }

    JsonNode patch(String path, String json) {
        return call("PATCH", path, json, 200);
    }

    void delete(String path) {
        call("DELETE", path, "", 204);
    }

    JsonNode call(String method, String path, String json, int status) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
        RawHttp.Reply reply = RawHttp.exchange(port, request);
        assertEquals(status, reply.status(), method + " " + path + ": " + reply.text());
        try {
            return JSON.readTree(reply.text().isEmpty() ? "null" : reply.text());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plugin with one function in access, as JSON. */
    static String function(String plugin, String phase, String lua) {
        return JSON.createObjectNode()
                .put("name", plugin)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "config",
                        JSON.createObjectNode()
                                .set(phase, JSON.createArrayNode().add(lua)))
                .toString();
    }
}
