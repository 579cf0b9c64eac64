package io.moongate.gateway.proxy.upstream;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt at an upstream came to nothing.
 *
 * @param status what the client gets if there is no further attempt; 499 where the client itself went away
 * @param message how nginx's log says it; null where it says nothing
 * @param action what was being done, as the log says it behind {@code while}
 */
public record UpstreamFailure(int status, @Nullable String message, String action) {
    static final String CONNECTING = "connecting to upstream";
    static final String HANDSHAKING = "SSL handshaking to upstream";
    static final String SENDING = "sending request to upstream";
    static final String READING_HEAD = "reading response header from upstream";
    private static final String SENT = "upstream sent ";

    static final String READING_BODY = "reading upstream";

    /** The client went away. */
    public static final UpstreamFailure CLIENT_GONE = new UpstreamFailure(499, null, CONNECTING);

    static UpstreamFailure timeout(String action) {
        return new UpstreamFailure(504, "upstream timed out (110: Connection timed out)", action);
    }

    static UpstreamFailure closed(String action) {
        return new UpstreamFailure(502, "upstream prematurely closed connection", action);
    }

    static UpstreamFailure invalid(String what, String action) {
        return new UpstreamFailure(502, SENT + what, action);
    }

    /** Whether the upstream did answer, if not in HTTP: then no other is asked. */
    public boolean invalid() {
        return message != null && message.startsWith(SENT);
    }

    /** Whether the client, not the upstream, ended it. */
    public boolean clientGone() {
        return status == 499;
    }
}
