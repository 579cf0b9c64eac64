package io.moongate.lua.lib;

import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code os.date} and {@code os.time}, in C's locale. */
final class OsDate {
    private static final double FARTHEST = 67_767_976_233_532_799.0;

    private OsDate() {}

    static @Nullable Object date(@Nullable Object formatGiven, @Nullable Object timeGiven) {
        String format = Check.string(formatGiven, 1, "%c");
        double seconds = timeGiven == null ? now() : Math.floor(Check.number(timeGiven, 2));
        boolean utc = format.startsWith("!");
        if (utc) {
            format = format.substring(1);
        }
        if (!(Math.abs(seconds) <= FARTHEST)) {
            return null;
        }
        ZonedDateTime when;
        try {
            when = Instant.ofEpochSecond((long) seconds).atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        } catch (DateTimeException e) {
            return null;
        }
        if (format.startsWith("*t")) {
            return table(when);
        }
        StringBuilder out = new StringBuilder();
        append(out, format, when, utc);
        return out.toString();
    }

    private static double now() {
        return Instant.now().getEpochSecond();
    }

    private static int weekday(ZonedDateTime when) {
        return when.getDayOfWeek().getValue() % 7;
    }

    private static boolean summer(ZonedDateTime when) {
        return when.getZone().getRules().isDaylightSavings(when.toInstant());
    }

    private static LuaTable table(ZonedDateTime when) {
        LuaTable table = new LuaTable(0, 9);
        table.put("sec", (double) when.getSecond());
        table.put("min", (double) when.getMinute());
        table.put("hour", (double) when.getHour());
        table.put("day", (double) when.getDayOfMonth());
        table.put("month", (double) when.getMonthValue());
        table.put("year", (double) when.getYear());
        table.put("wday", (double) (weekday(when) + 1));
        table.put("yday", (double) when.getDayOfYear());
        table.put("isdst", summer(when));
        return table;
    }

    private static void append(StringBuilder out, String format, ZonedDateTime when, boolean utc) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char kind = format.charAt(++i);
            if ((kind == 'E' || kind == 'O') && i + 1 < format.length()) {
                // Alternative forms are the plain ones in this locale.
                kind = format.charAt(++i);
            }
            directive(out, kind, when, utc);
            Room.forString(out.length());
        }
    }

    private static void directive(StringBuilder out, char kind, ZonedDateTime when, boolean utc) {
        switch (kind) {
            case 'a' -> out.append(when.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'A' -> out.append(when.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'b', 'h' -> out.append(month(when), 0, 3);
            case 'B' -> out.append(month(when));
            case 'c' -> append(out, "%a %b %e %H:%M:%S %Y", when, utc);
            case 'C' -> padded(out, Math.floorDiv(when.getYear(), 100), 2, '0');
            case 'd' -> padded(out, when.getDayOfMonth(), 2, '0');
            case 'D', 'x' -> append(out, "%m/%d/%y", when, utc);
            case 'e' -> padded(out, when.getDayOfMonth(), 2, ' ');
            case 'F' -> append(out, "%Y-%m-%d", when, utc);
            case 'g' -> padded(out, Math.floorMod(when.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
            case 'G' -> out.append(when.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> padded(out, when.getHour(), 2, '0');
            case 'I' -> padded(out, when.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
            case 'j' -> padded(out, when.getDayOfYear(), 3, '0');
            case 'k' -> padded(out, when.getHour(), 2, ' ');
            case 'l' -> padded(out, when.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
            case 'm' -> padded(out, when.getMonthValue(), 2, '0');
            case 'M' -> padded(out, when.getMinute(), 2, '0');
            case 'n' -> out.append('\n');
            case 'p' -> out.append(when.getHour() < 12 ? "AM" : "PM");
            case 'P' -> out.append(when.getHour() < 12 ? "am" : "pm");
            case 'r' -> append(out, "%I:%M:%S %p", when, utc);
            case 'R' -> append(out, "%H:%M", when, utc);
            case 's' -> out.append(when.toEpochSecond());
            case 'S' -> padded(out, when.getSecond(), 2, '0');
            case 't' -> out.append('\t');
            case 'T', 'X' -> append(out, "%H:%M:%S", when, utc);
            case 'u' -> out.append(when.getDayOfWeek().getValue());
            case 'U' -> padded(out, (when.getDayOfYear() + 6 - weekday(when)) / 7, 2, '0');
            case 'V' -> padded(out, when.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> out.append(weekday(when));
            case 'W' -> padded(out, (when.getDayOfYear() + 6 - (weekday(when) + 6) % 7) / 7, 2, '0');
            case 'y' -> padded(out, Math.floorMod(when.getYear(), 100), 2, '0');
            case 'Y' -> out.append(when.getYear());
            case 'z' -> offset(out, when.getOffset().getTotalSeconds() / 60);
            case 'Z' -> out.append(utc ? "GMT" : zone(when));
            case '%' -> out.append('%');
            default -> out.append('%').append(kind);
        }
    }

    private static String month(ZonedDateTime when) {
        return when.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String zone(ZonedDateTime when) {
        return DateTimeFormatter.ofPattern("z", Locale.ENGLISH).format(when);
    }

    private static void padded(StringBuilder out, int number, int width, char fill) {
        String digits = Integer.toString(number);
        out.repeat(fill, Math.max(0, width - digits.length())).append(digits);
    }

    private static void offset(StringBuilder out, int minutes) {
        int size = Math.abs(minutes);
        out.append(minutes < 0 ? '-' : '+');
        padded(out, size / 60, 2, '0');
        padded(out, size % 60, 2, '0');
    }

    static @Nullable Object time(@Nullable Object table) {
        if (table == null) {
            return now();
        }
        LuaTable t = Check.table(table, 1);
        int second = field(t, "sec", 0);
        int minute = field(t, "min", 0);
        int hour = field(t, "hour", 12);
        int day = field(t, "day", Integer.MIN_VALUE);
        int month = field(t, "month", Integer.MIN_VALUE);
        int year = field(t, "year", Integer.MIN_VALUE);
        Object summer = t.get("isdst");
        try {
            LocalDateTime local = LocalDateTime.of(year, 1, 1, 0, 0)
                    .plusMonths(month - 1L)
                    .plusDays(day - 1L)
                    .plusHours(hour)
                    .plusMinutes(minute)
                    .plusSeconds(second);
            ZonedDateTime when = local.atZone(ZoneId.systemDefault());
            double seconds = when.toEpochSecond();
            // Told that summer time holds where it does not, C counts the hour back.
            return Boolean.TRUE.equals(summer) && !summer(when) ? seconds - 3600 : seconds;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static int field(LuaTable table, String name, int otherwise) {
        Double value = Convert.toNumber(table.get(name));
        if (value != null) {
            return (int) value.doubleValue();
        }
        if (otherwise == Integer.MIN_VALUE) {
            throw LuaError.caller("field '" + name + "' missing in date table");
        }
        return otherwise;
    }
}
