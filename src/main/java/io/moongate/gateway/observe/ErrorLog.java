package io.moongate.gateway.observe;

import io.moongate.gateway.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The error log, in the shape that nginx and Kong write.
 *
 * <p>Who logs only puts a record into a bounded queue and never waits: a thread of its own lays lines out and writes
 * them. Lines that find the queue full are counted, and the log says how many were lost. Ask {@link #enabled} before a
 * message is composed.
 *
 * <p>A message is a string of bytes-as-chars or plain text; chars above 255 are written as UTF-8.
 */
public final class ErrorLog implements AutoCloseable {
    private static final int LONGEST_QUEUE = 16_384;
    private static final int BATCH = 512;
    private static final int LONGEST_MESSAGE = 16_384;
    private static final int KEPT_END = 1024;
    private static final long WAIT_NANOS = 500_000_000;

    private final Queue<LogLine> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final @Nullable LogFile file;
    private final @Nullable OutputStream stderr;
    private final Thread writer;
    private volatile LogLevel level;
    private volatile boolean idle;
    private volatile boolean open = true;

    /** A log to a file, to standard error, or to both. */
    public ErrorLog(LogLevel level, @Nullable Path path, boolean onStderr) {
        this.level = level;
        this.file = path == null ? null : new LogFile(path);
        this.stderr = onStderr ? new FileOutputStream(FileDescriptor.err) : null;
        this.writer = Thread.ofPlatform().name("error-log").daemon(true).start(this::run);
    }

    /** Whether a line of this level is written at present. */
    public boolean enabled(LogLevel wanted) {
        return wanted.ordinal() >= level.ordinal();
    }

    /** The least grave level that is written. */
    public LogLevel level() {
        return level;
    }

    /** Changes the least grave level that is written, for all threads, at once. */
    public void level(LogLevel wanted) {
        level = wanted;
    }

    /** Lines lost so far because the queue was full. */
    public long lost() {
        return lost.get();
    }

    /** Logs a line that belongs to no connection. */
    public void log(LogLevel wanted, String message) {
        log(wanted, 0, message);
    }

    /** Logs a line about a client's connection. */
    public void log(LogLevel wanted, long connection, String message) {
        if (!enabled(wanted)) {
            return;
        }
        if (queued.incrementAndGet() > LONGEST_QUEUE) {
            queued.decrementAndGet();
            lost.incrementAndGet();
            return;
        }
        queue.add(new LogLine(wanted, System.currentTimeMillis(), connection, bounded(message)));
        if (idle) {
            LockSupport.unpark(writer);
        }
    }

    /** Cuts what is too long in the middle: the end says whose request it was. */
    private static String bounded(String message) {
        int length = message.length();
        return length <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE - KEPT_END) + " ... " + message.substring(length - KEPT_END);
    }

    /** Waits, at most two seconds, until all that was logged before is written. */
    public void flush() {
        long deadline = System.nanoTime() + 2_000_000_000L;
        while (queued.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.unpark(writer);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Writes what is left, and ends. */
    @Override
    public void close() {
        flush();
        open = false;
        LockSupport.unpark(writer);
    }

    private void run() {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        long reported = 0;
        if (file != null) {
            file.open();
        }
        while (open || !queue.isEmpty()) {
            int taken = 0;
            for (LogLine line = queue.poll(); line != null; line = taken < BATCH ? queue.poll() : null) {
                batch.writeBytes(line.bytes());
                taken++;
            }
            long gone = lost.get();
            if (gone > reported) {
                String message = (gone - reported) + " log lines were lost";
                batch.writeBytes(new LogLine(LogLevel.ALERT, System.currentTimeMillis(), 0, message).bytes());
                reported = gone;
            }
            if (batch.size() > 0) {
                write(batch.toByteArray());
                batch.reset();
                queued.addAndGet(-taken);
            } else {
                rest();
            }
        }
        if (file != null) {
            file.close();
        }
    }

    /** Sleeps until something is logged. Who logs looks at {@code idle} after adding, so the queue is looked at again. */
    private void rest() {
        idle = true;
        if (queue.isEmpty() && open) {
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
        idle = false;
    }

    private void write(byte[] bytes) {
        if (file != null) {
            file.write(bytes);
        }
        if (stderr != null) {
            try {
                stderr.write(bytes);
            } catch (IOException nowhereLeftToComplain) {
                lost.incrementAndGet();
            }
        }
    }
}
