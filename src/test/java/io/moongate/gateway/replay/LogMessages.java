package io.moongate.gateway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What functions said in an error log: level, plugin and message of their records, without trace and context. */
final class LogMessages {
    private static final Pattern START = Pattern.compile(
            "^(?:[\\d/:.TZ+ -]+ )?\\[(debug|info|notice|warn|error|crit|alert|emerg|)] (?:\\d+#\\d+: )?(?:\\*\\d+ )?");
    private static final Pattern STEP = Pattern.compile(
            " while (?:logging request|sending to client|sending request to upstream|connecting to upstream"
                    + "|reading response header from upstream|reading upstream|internally redirecting to \\S+"
                    + "|reading client request (?:line|headers)|SSL handshaking to upstream)$");
    private static final Pattern TAGGED = Pattern.compile(
            "\\[kong] (\\[string \".*?\"]|\\S+?):(?:\\?:)?-?\\d+(?: \\[([\\w-]+)])? ?(.*)", Pattern.DOTALL);
    private static final Pattern FROM_LUA = Pattern.compile("\\[lua] \\[string \".*?\"]:\\d+: ?(.*)", Pattern.DOTALL);
    private static final Pattern ANY_TAG = Pattern.compile("\\[((?:pre|post)-function)] ?(.*)", Pattern.DOTALL);
    private static final Pattern BOX = Pattern.compile("(?s)\\|.*\\|$|\\+-+\\+$");
    private static final int LONGEST = 1000;

    private LogMessages() {}

    /**
     * The messages in a piece of the log.
     *
     * @param without records that hold this are left out
     */
    static List<String> of(String log, String without, UnaryOperator<String> text) {
        List<String> messages = new ArrayList<>();
        for (String record : records(log)) {
            String message = record.contains(without) ? null : message(record, text);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static List<String> records(String log) {
        List<String> records = new ArrayList<>();
        for (String line : log.split("\n", -1)) {
            Matcher start = START.matcher(line);
            if (start.find()) {
                records.add("[" + start.group(1) + "] " + line.substring(start.end()));
            } else if (!records.isEmpty()) {
                records.set(records.size() - 1, records.getLast() + "\n" + line);
            }
        }
        return records;
    }

    /** The message of a record, or null where it is none of a function's. */
    static @Nullable String message(String record, UnaryOperator<String> text) {
        String plain = stripped(record);
        int blank = plain.indexOf(' ');
        String level = plain.substring(0, blank);
        String rest = plain.substring(blank + 1);
        Matcher tagged = TAGGED.matcher(rest);
        Matcher lua = FROM_LUA.matcher(rest);
        Matcher loose = ANY_TAG.matcher(rest);
        String message;
        if (tagged.lookingAt() && (tagged.group(2) != null || tagged.group(1).startsWith("[string"))) {
            message = "[" + (tagged.group(2) == null ? "" : tagged.group(2)) + "] " + tagged.group(3);
        } else if (lua.lookingAt()) {
            message = "[lua] " + lua.group(1);
        } else if (loose.find()) {
            message = "[" + loose.group(1) + "] " + loose.group(2);
        } else if (BOX.matcher(rest).lookingAt()) {
            message = rest;
        } else {
            return null;
        }
        message = message.replaceFirst("-{5,}\\+$", "---");
        return level + " " + text.apply(message.substring(0, Math.min(LONGEST, message.length())));
    }

    private static String stripped(String record) {
        int trace = record.indexOf("\nstack traceback:");
        String plain = trace < 0 ? record : record.substring(0, trace);
        for (String mark : List.of(", client: ", ", context: ")) {
            int at = plain.lastIndexOf(mark);
            plain = at < 0 ? plain : plain.substring(0, at);
        }
        return STEP.matcher(plain.replaceFirst("\n+$", "")).replaceFirst("");
    }
}
