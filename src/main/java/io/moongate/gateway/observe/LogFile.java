package io.moongate.gateway.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to. It is opened again when it was moved or deleted, so that logs can be rotated, and its
 * folder is made when it is not there. Used by one thread.
 */
final class LogFile {
    private static final long LOOK_EVERY_MILLIS = 1000;

    private final Path path;
    private @Nullable OutputStream out;
    private @Nullable Object key;
    private long lookedAt;

    LogFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Writes, and loses the bytes where that cannot be done: there is nowhere left to complain but standard error. */
    void write(byte[] bytes) {
        try {
            current().write(bytes);
        } catch (IOException e) {
            close();
            System.err.println("could not write " + path + ": " + e.getMessage());
        }
    }

    /** Makes the file, so that it can be followed before its first line. */
    void open() {
        write(new byte[0]);
    }

    private OutputStream current() throws IOException {
        long now = System.currentTimeMillis();
        if (out != null && now - lookedAt >= LOOK_EVERY_MILLIS) {
            lookedAt = now;
            if (!Files.exists(path) || !fileKey().equals(key)) {
                close();
            }
        }
        OutputStream open = out;
        if (open == null) {
            Files.createDirectories(path.getParent());
            open = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            out = open;
            key = fileKey();
            lookedAt = now;
        }
        return open;
    }

    private Object fileKey() throws IOException {
        Object found = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return found != null ? found : path;
    }

    void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.err.println("could not close " + path + ": " + e.getMessage());
            }
        }
    }
}
