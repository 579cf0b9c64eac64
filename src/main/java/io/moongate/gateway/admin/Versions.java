package io.moongate.gateway.admin;

/** Which Kong this gateway answers as. */
final class Versions {
    static final String KONG = "3.9.3";

    private Versions() {}
}
