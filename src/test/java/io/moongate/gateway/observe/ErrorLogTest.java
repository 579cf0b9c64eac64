package io.moongate.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.config.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogTest {
    private static final String HEAD = "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[error\\] \\d+#0: ";

    @TempDir
    Path folder;

    @Test
    void linesHaveNginxsShape() throws IOException {
        Path file = folder.resolve("logs").resolve("error.log");
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            log.log(LogLevel.ERROR, "no connection");
            log.log(LogLevel.ERROR, 649, "one connection");
            log.flush();
            List<String> lines = Files.readAllLines(file);
            assertEquals(2, lines.size());
            assertTrue(lines.get(0).matches(HEAD + "no connection"), lines.get(0));
            assertTrue(lines.get(1).matches(HEAD + "\\*649 one connection"), lines.get(1));
        }
    }

    @Test
    void aVeryLongLineIsCutInTheMiddle() throws IOException {
        Path file = folder.resolve("error.log");
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            log.log(LogLevel.ERROR, "begin " + "x".repeat(1_000_000) + ", client: 127.0.0.1");
            log.flush();
            String line = Files.readString(file);
            assertTrue(line.contains("#0: begin xxx"), line.substring(0, 80));
            assertTrue(line.endsWith("xxx, client: 127.0.0.1\n"), line.substring(line.length() - 80));
            assertTrue(line.length() < 17_000, "length " + line.length());
        }
    }

    @Test
    void theLevelCanBeChangedWhileItRuns() throws IOException {
        Path file = folder.resolve("error.log");
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            assertFalse(log.enabled(LogLevel.INFO));
            log.log(LogLevel.INFO, "too early");
            log.level(LogLevel.DEBUG);
            assertTrue(log.enabled(LogLevel.INFO));
            log.log(LogLevel.INFO, "now");
            log.flush();
            assertEquals(1, Files.readAllLines(file).size());
        }
    }

    @Test
    void byteStringsKeepTheirBytesAndOtherTextIsUtf8() throws IOException {
        Path file = folder.resolve("error.log");
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            log.log(LogLevel.ERROR, "\u00c3\u00a9");
            log.log(LogLevel.ERROR, "\u2028\u20ac");
            log.flush();
            String text = Files.readString(file, StandardCharsets.UTF_8);
            assertTrue(text.contains("#0: \u00e9\n"), text);
            assertTrue(text.contains("#0: \u2028\u20ac\n"), text);
        }
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnew() throws IOException {
        Path file = folder.resolve("error.log");
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            log.log(LogLevel.ERROR, "before");
            log.flush();
            Files.move(file, folder.resolve("error.log.1"));
            Awaitility.await().until(() -> {
                log.log(LogLevel.ERROR, "after");
                log.flush();
                return Files.exists(file);
            });
            assertTrue(Files.readString(file).contains("after"));
            assertFalse(Files.readString(file).contains("before"));
        }
    }

    @Test
    void whatFindsTheQueueFullIsCountedAndReported() throws IOException {
        Path file = folder.resolve("error.log");
        int lines = 200_000;
        try (ErrorLog log = new ErrorLog(LogLevel.NOTICE, file, false)) {
            for (int i = 0; i < lines; i++) {
                log.log(LogLevel.ERROR, "line " + i);
            }
            log.flush();
            Awaitility.await().until(() -> written(file) + log.lost() == lines);
            long reported = Files.readAllLines(file).stream()
                    .filter(line -> line.endsWith("log lines were lost"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*#0: (\\d+) log.*", "$1")))
                    .sum();
            assertEquals(log.lost(), reported);
        }
    }

    private static long written(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("#0: line "))
                .count();
    }
}
