package io.moongate.gateway.observe;

import io.moongate.gateway.config.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

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
        String text = out.append(message).append('\n').toString();
        boolean plain = text.chars().allMatch(c -> c < 256);
        return text.getBytes(plain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
