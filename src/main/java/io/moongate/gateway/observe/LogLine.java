package io.moongate.gateway.observe;

import io.moongate.gateway.config.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line, laid out by the thread that writes it and not by the one that logs.
 *
 * @param connection the number of the client's connection, 0 for a line that belongs to none
 */
record LogLine(LogLevel level, long millis, long connection, String message) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String PROCESS = "] " + ProcessHandle.current().pid() + "#0: ";

    /** {@code 2026/11/24 05:01:04 [error] 29830#0: *649 message} and a newline. */
    byte[] bytes() {
        StringBuilder out = new StringBuilder(message.length() + 64);
        TIME.formatTo(Instant.ofEpochMilli(millis), out);
        out.append(" [").append(level.word()).append(PROCESS);
        if (connection > 0) {
            out.append('*').append(connection).append(' ');
        }
        append(out);
        String text = out.append('\n').toString();
        boolean plain = text.chars().allMatch(c -> c < 256);
        return text.getBytes(plain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /**
     * The message so that it is taken for nothing else: what could move a terminal's cursor is spelt out, and a line of it
     * that looks like the beginning of a record is set in.
     */
    private void append(StringBuilder out) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '\n') {
                out.append(c);
                if (beginsRecord(i + 1)) {
                    out.append('\t');
                }
            } else if ((c < ' ' && c != '\t') || c == 0x7f) {
                out.append(String.format(Locale.ROOT, "\\x%02X", (int) c));
            } else {
                out.append(c);
            }
        }
    }

    /** Whether a date in digits stands here. */
    private boolean beginsRecord(int at) {
        return at + 5 <= message.length() && message.charAt(at + 4) == '/' && Character.isDigit(message.charAt(at));
    }
}
