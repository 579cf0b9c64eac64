package io.moongate.gateway.config;

/** How far functions given by users are trusted. */
public enum SandboxMode {
    /** No function is accepted. */
    OFF,
    /** Functions run with the sandbox's globals only. */
    SANDBOX,
    /** Functions run with everything. */
    ON
}
