package io.moongate.gateway.proxy.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Where the pieces of a request's body come from while they are sent on. Used by one worker's thread. */
public interface BodySource {

    /** The next piece, which the caller releases; null where none is there yet. */
    @Nullable
    ByteBuf poll();

    /** Whether everything was given out. */
    boolean drained();

    /** Whether the rest will never come. */
    boolean failed();

    /** Whom to call when there is more, or the end, or a failure; null for nobody. */
    void onReadable(@Nullable Runnable readable);

    /** Gives everything out once more from the start; false where that is not possible. */
    boolean restart();
}
