package io.moongate.gateway.proxy.wire;

/** A header line that cannot be taken; the message shows its beginning as nginx's log does. */
public final class InvalidHeaderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidHeaderException(String before, char bad) {
        super(before + String.format("\\x%02x...", (int) bad), null, false, false);
    }
}
