package io.moongate.gateway.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** A number of bytes. */
public record Size(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmg]?)");

    /** Reads nginx's spelling: {@code 8k}, {@code 10m}, {@code 1g} or plain bytes. */
    public static Size of(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 8k, 10m or 1g");
        }
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return new Size(Long.parseLong(matcher.group(1)) << shift);
    }

    /** Reads a setting; an explicit one, so that what is wrong with a text reaches the user. */
    public static final class Reader implements Converter<Size> {
        private static final long serialVersionUID = 1L;

        @Override
        public Size convert(String text) {
            return of(text);
        }
    }
}
