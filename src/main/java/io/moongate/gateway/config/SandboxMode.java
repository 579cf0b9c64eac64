package io.moongate.gateway.config;

/** How far functions given by users are trusted. */
public enum SandboxMode {
    /** No function is accepted. */
    OFF,
    /** Functions run with the sandbox's globals only. */
    SANDBOX,
    /** Functions run with everything. */
    ON,
    /** A newer word for the sandbox, with some more globals. */
    STRICT,
    /** Another one. */
    LAX;

    /** Whether functions see globals that the sandbox of old does not show. */
    public boolean wider() {
        return this == STRICT || this == LAX;
    }
}
