package io.moongate.gateway.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String write(@Nullable Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }
}
