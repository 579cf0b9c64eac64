package io.moongate.gateway.store;

/** The store cannot be reached now; the Admin API answers 503. */
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
