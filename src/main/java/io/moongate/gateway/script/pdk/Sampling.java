package io.moongate.gateway.script.pdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are recorded. The id alone decides, and of its bytes the ones that decide in a Kong, so that all nodes that
 * see a trace decide alike.
 *
 * @param rate the share that is: none at 0 or less, all at 1 or more
 */
record Sampling(double rate) {
    static final Sampling ALL = new Sampling(1);

    private static final double IDS = 0x1p63;

    boolean takes(@Nullable Object traceId) {
        if (rate <= 0) {
            return false;
        }
        return rate >= 1 || place(traceId) < rate * IDS;
    }

    private static long place(@Nullable Object traceId) {
        String id =
                traceId instanceof String text && text.length() >= Long.BYTES ? text : SpanTables.randomId(Long.BYTES);
        byte[] bytes = id.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() >>> 1;
    }
}
