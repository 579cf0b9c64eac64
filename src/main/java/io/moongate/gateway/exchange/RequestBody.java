package io.moongate.gateway.exchange;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The client's body: streamed through untouched unless a function reads or replaces it. */
public interface RequestBody {

    /** Reads the whole body, once; later calls give the same bytes. Empty where there is none. */
    CompletionStage<Buffer> readAll();

    /** The bytes if they were read or replaced already, else null. */
    @Nullable
    Buffer bytes();

    /** Puts other bytes in place of the client's, which are read and dropped. */
    void replace(Buffer bytes);

    /** Whether {@link #replace} was called. */
    boolean replaced();

    /** Reads the client's body and drops it. */
    void discard();
}
