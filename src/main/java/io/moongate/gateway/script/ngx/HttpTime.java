package io.moongate.gateway.script.ngx;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Times as texts: of HTTP, of cookies, and the plain ones of nginx. */
public final class HttpTime {
    private static final DateTimeFormatter HTTP = utc("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter COOKIE_SHORT = utc("EEE, dd-MMM-yy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter COOKIE_LONG = utc("EEE, dd-MMM-yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final List<DateTimeFormatter> READ = List.of(
            utc("EEE, d MMM yyyy HH:mm:ss 'GMT'"),
            utc("EEEE, dd-MMM-yy HH:mm:ss 'GMT'"),
            utc("EEE MMM ppd HH:mm:ss yyyy"));

    private HttpTime() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** As in {@code Last-Modified}. */
    public static String http(long second) {
        return HTTP.format(Instant.ofEpochSecond(second));
    }

    /** As in {@code Set-Cookie}; the year has two digits until 2037. */
    public static String cookie(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        return (instant.atOffset(ZoneOffset.UTC).getYear() > 2037 ? COOKIE_LONG : COOKIE_SHORT).format(instant);
    }

    /** {@code 2024-01-31 12:00:00} in a zone. */
    public static String plain(long millis, ZoneId zone) {
        return PLAIN.withZone(zone).format(Instant.ofEpochMilli(millis));
    }

    /** {@code 2024-01-31} in the local zone. */
    public static String day(long millis) {
        return DAY.withZone(ZoneId.systemDefault()).format(Instant.ofEpochMilli(millis));
    }

    /** Reads any of the three forms of HTTP. */
    public static OptionalLong parse(String text) {
        for (DateTimeFormatter form : READ) {
            try {
                return OptionalLong.of(Instant.from(form.parse(text.strip())).getEpochSecond());
            } catch (DateTimeException notThisForm) {
                continue;
            }
        }
        return OptionalLong.empty();
    }
}
