package io.moongate.gateway.exchange;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream answered.
 *
 * @param headers as they came, unchanged by later phases
 * @param body the whole body where buffering is on, else null
 */
public record UpstreamResponse(
        int status,
        String reason,
        HeaderList headers,
        @Nullable Buffer body) {}
