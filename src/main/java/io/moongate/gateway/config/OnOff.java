package io.moongate.gateway.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Reads a switch in any of the spellings that Kong takes, and refuses everything else. */
public final class OnOff implements Converter<Boolean> {
    /** What is said of anything else. */
    static final String NEITHER = "expected a boolean (on or off)";

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean convert(String text) {
        return switch (text) {
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException(NEITHER);
        };
    }
}
