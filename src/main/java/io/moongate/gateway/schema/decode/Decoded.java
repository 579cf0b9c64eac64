package io.moongate.gateway.schema.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reading a body came to. */
public sealed interface Decoded {

    /**
     * A document.
     *
     * @param typed whether values have their types already (JSON); if not, {@link Inference} gives them theirs
     */
    record Document(Map<String, @Nullable Object> fields, boolean typed) implements Decoded {}

    /**
     * No document.
     *
     * @param status 400, or 415 for a content type that is not taken
     * @param message the body's {@code message}; empty for 415
     */
    record Refused(int status, String message) implements Decoded {
        /** The body, ready to be written as JSON. */
        public Map<String, @Nullable Object> document() {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("message", message);
            return body;
        }
    }
}
