package io.moongate.gateway.observe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a request that is over, as OpenTelemetry has it. Times are nanoseconds since the epoch, ids hexadecimal.
 *
 * @param parentId the step that it is a part of, or null
 * @param kind as OpenTelemetry numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer
 * @param attributes texts, numbers and booleans by name
 * @param status 0 unset, 1 well, 2 error
 */
public record FinishedSpan(
        String traceId,
        String spanId,
        @Nullable String parentId,
        String name,
        int kind,
        long start,
        long end,
        Map<String, Object> attributes,
        List<Event> events,
        int status) {

    /** Something that happened meanwhile. */
    public record Event(String name, long time, Map<String, Object> attributes) {}
}
