package io.moongate.gateway.exchange;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the client in the making. Before the head is sent, functions shape status and headers; each piece of
 * the body passes through body_filter as {@link #chunk} and {@link #last}.
 */
public final class ClientResponse {
    /** Where the answer came from ({@code kong.response.get_source}). */
    public enum Source {
        EXIT("exit"),
        ERROR("error"),
        SERVICE("service");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** The word that functions see. */
        public String text() {
            return text;
        }
    }

    /** The status; 0 while nothing has set one. */
    public int status;

    /** The reason phrase, or null for the usual one. */
    public @Nullable String reason;

    /** The headers that will be sent; values are bytes as characters. */
    public final HeaderList headers;

    public @Nullable Source source;

    /** Whether status and headers are on their way and can no longer be changed. */
    public boolean headSent;

    /** In body_filter: the present piece ({@code ngx.arg[1]}), null where the function dropped it. */
    public @Nullable Buffer chunk;

    /** In body_filter: whether the present piece is the last ({@code ngx.arg[2]}). */
    public boolean last;

    /**
     * In header_filter: a body given by {@code kong.response.exit} there, which takes the place of the upstream's;
     * null where none was given.
     */
    public @Nullable Buffer replacement;

    /** Body bytes sent to the client so far. */
    public long bytesSent;

    /** Everything sent to the client so far, head included. */
    public long totalBytesSent;

    public ClientResponse(HeaderList headers) {
        this.headers = headers;
    }
}
