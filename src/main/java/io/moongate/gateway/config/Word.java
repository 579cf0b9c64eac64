package io.moongate.gateway.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Reads one item of a list, without the blanks around it. */
public final class Word implements Converter<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String convert(String text) {
        return text.strip();
    }
}
