package io.moongate.gateway.exchange;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a plugin's code in a phase decided about the rest of the walk. */
public sealed interface Outcome {

    /** On with the next plugin. */
    enum Continue implements Outcome {
        NEXT
    }

    /**
     * The answer is given by the plugin ({@code kong.response.exit}, {@code kong.response.error}): status and headers
     * stand in {@link ClientResponse}.
     *
     * @param body the body, or null for an answer without one
     */
    record Answer(@Nullable Buffer body) implements Outcome {}

    /**
     * The request is over with a status whose body the server decides ({@code ngx.exit(403)}, {@code ngx.redirect}):
     * from 300 on, and if nothing was sent yet, the server's page for that status.
     */
    record Finalized(int status) implements Outcome {}

    /** The plugin sent the answer itself ({@code ngx.say} … {@code ngx.exit(200)}); it only has to be ended. */
    enum Sent implements Outcome {
        END
    }

    /** The connection is dropped without an answer ({@code ngx.exit(444)}). */
    enum Dropped implements Outcome {
        CLOSE
    }

    /** The plugin failed and the log says why; the client gets the server's 500. */
    enum Failed implements Outcome {
        ERROR
    }
}
