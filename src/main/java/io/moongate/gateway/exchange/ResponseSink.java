package io.moongate.gateway.exchange;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a function in rewrite or access sends an answer piece by piece ({@code ngx.say}, {@code ngx.flush}). */
public interface ResponseSink {

    /** Sends status and headers, through header_filter, unless they are sent already. */
    void sendHead();

    /** Sends a piece of the body, through body_filter; the head first if need be. */
    void write(Buffer chunk);

    /** Ends the answer ({@code ngx.eof}). */
    void end();

    /** Completes once what was written is on its way to the client; back-pressure for {@code ngx.flush(true)}. */
    CompletionStage<@Nullable Void> flushed();
}
