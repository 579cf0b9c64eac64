package io.moongate.gateway.exchange;

/**
 * The phases of Kong's plugins, in the order in which Kong lists them in its error texts.
 *
 * <p>Functions are configured for CERTIFICATE, REWRITE, ACCESS, HEADER_FILTER, BODY_FILTER and LOG.
 */
public enum Phase {
    INIT_WORKER("init_worker"),
    CERTIFICATE("certificate"),
    CLIENT_HELLO("client_hello"),
    REWRITE("rewrite"),
    ACCESS("access"),
    BALANCER("balancer"),
    RESPONSE("response"),
    HEADER_FILTER("header_filter"),
    BODY_FILTER("body_filter"),
    LOG("log"),
    TIMER("timer");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** The name in configurations and error texts. */
    public String text() {
        return text;
    }
}
