package io.moongate.gateway.replay;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Follows an error log: each message is given out once. */
final class LogTail {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(4);

    private final Path file;
    private final String without;
    private final UnaryOperator<String> text;
    private final List<String> unread = new ArrayList<>();
    private String raw = "";
    private long position;

    LogTail(Path file, String without, UnaryOperator<String> text) {
        this.file = file;
        this.without = without;
        this.text = text;
    }

    /** Takes messages once so many are there, or what there is after the longest wait. */
    List<String> take(int count) {
        await(unread -> unread.size() >= count);
        List<String> taken = unread.subList(0, Math.min(count, unread.size()));
        List<String> result = List.copyOf(taken);
        taken.clear();
        return result;
    }

    /** Takes all messages before the record that holds a mark. */
    List<String> takeUntil(String mark) {
        await(unread -> raw.contains(mark));
        List<String> result = List.copyOf(unread);
        unread.clear();
        raw = "";
        return result;
    }

    private void await(Predicate<List<String>> done) {
        read();
        if (done.test(unread)) {
            return;
        }
        try {
            Awaitility.await()
                    .atMost(LONGEST_WAIT)
                    .pollDelay(POLL)
                    .pollInterval(POLL)
                    .until(() -> {
                        read();
                        return done.test(unread);
                    });
        } catch (ConditionTimeoutException late) {
            // What is missing shows in the comparison.
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) (log.length() - position)];
            log.seek(position);
            log.readFully(bytes);
            position += bytes.length;
            String added = new String(bytes, StandardCharsets.UTF_8);
            raw += added;
            unread.addAll(LogMessages.of(added, without, text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
