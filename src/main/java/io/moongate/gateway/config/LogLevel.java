package io.moongate.gateway.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** How grave a line of the error log is, in nginx's words; the first is the most talkative. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARN,
    ERROR,
    CRIT,
    ALERT,
    EMERG,
    /** What only {@code ngx.log(ngx.STDERR)} writes: a line without a word, and no setting. */
    STDERR;

    private final String word = name().equals("STDERR") ? "" : name().toLowerCase(Locale.ROOT);

    /** The word in a log line and in settings. */
    public String word() {
        return word;
    }

    /** The level of a number of {@code ngx.log}, 0 the gravest, or null where there is none. */
    public static @Nullable LogLevel numbered(int number) {
        LogLevel[] all = values();
        return number >= 0 && number < all.length ? all[all.length - 1 - number] : null;
    }

    /** The number that {@code ngx.log} knows it by. */
    public int number() {
        return STDERR.ordinal() - ordinal();
    }

    /** The level of a word, or null where there is none. */
    public static @Nullable LogLevel find(String word) {
        for (LogLevel level : values()) {
            if (level != STDERR && level.word.equals(word)) {
                return level;
            }
        }
        return null;
    }

    /** Reads a setting; an explicit one, since not every level is one. */
    public static final class Reader implements Converter<LogLevel> {
        private static final long serialVersionUID = 1L;

        @Override
        public LogLevel convert(String text) {
            LogLevel level = find(text.strip());
            if (level == null) {
                throw new IllegalArgumentException("allowed values: "
                        + Arrays.stream(values())
                                .filter(each -> each != STDERR)
                                .map(LogLevel::word)
                                .collect(Collectors.joining(", ")));
            }
            return level;
        }
    }
}
