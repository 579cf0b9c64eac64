package io.moongate.gateway.config;

import java.util.Locale;
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

    /** The level of a word, or null where there is none. */
    public static @Nullable LogLevel find(String word) {
        for (LogLevel level : values()) {
            if (level != STDERR && level.word.equals(word)) {
                return level;
            }
        }
        return null;
    }
}
