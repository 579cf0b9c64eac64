package io.moongate.gateway.observe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a request that is over, as OpenTelemetry has it. Times are nanoseconds since the epoch, ids hexadecimal.
 *
 * @param parentId the step that it is a part of, or null
 * @param kind as OpenTelemetry numbers them, from 1
 * @param attributes texts, numbers and booleans by name
 * @param status as OpenTelemetry numbers them, from 0
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
    public static final int INTERNAL = 1;
    public static final int SERVER = 2;
    public static final int CLIENT = 3;
    public static final int FAILED = 2;

    /** Something that happened meanwhile. */
    public record Event(String name, long time, Map<String, Object> attributes) {}
}
