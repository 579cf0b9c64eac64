package io.moongate.gateway.script.net;

/** An operation on a socket failed, in OpenResty's words, with what had arrived before. */
public final class SocketFailure extends Exception {
    private final String error;
    private final String partial;

    public SocketFailure(String error) {
        this(error, "");
    }

    public SocketFailure(String error, String partial) {
        super(error, null, false, false);
        this.error = error;
        this.partial = partial;
    }

    public String error() {
        return error;
    }

    /** Bytes that arrived before it failed. */
    public String partial() {
        return partial;
    }
}
