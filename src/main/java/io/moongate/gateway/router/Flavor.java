package io.moongate.gateway.router;

import org.jspecify.annotations.Nullable;

/** By which rules routes are ranked: Kong's {@code router_flavor}. */
public enum Flavor {
    TRADITIONAL_COMPATIBLE,
    TRADITIONAL;

    /** Reads the setting; null for a name that is not known here. */
    public static @Nullable Flavor of(String setting) {
        return switch (setting) {
            case "traditional_compatible" -> TRADITIONAL_COMPATIBLE;
            case "traditional" -> TRADITIONAL;
            default -> null;
        };
    }
}
