package io.moongate.gateway.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server of this node's own, for those who name none. Its binaries come with the gateway, its data stays
 * under the prefix, it listens on a free loopback port and ends with the JVM.
 *
 * @param port where it listens, on the loopback address
 */
public record EmbeddedDatabase(int port) {
    /** The user and the database, both made when the data folder is. */
    public static final String USER = "postgres";

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int PROBE_MILLIS = 1000;
    /** Where the port is kept for the next start in this JVM: live reload loads classes anew but keeps properties. */
    private static final String RUNNING = "moongate.postgres.";

    /** Starts the server of a prefix, or finds it running in this JVM already. */
    public static EmbeddedDatabase start(Path prefix) throws IOException {
        Path data = prefix.toAbsolutePath().normalize().resolve("postgres");
        Integer running = Integer.getInteger(RUNNING + data);
        if (running != null && listens(running)) {
            return new EmbeddedDatabase(running);
        }
        Files.createDirectories(data);
        if (isHeld(data)) {
            throw new IOException("its data folder " + data + " is in use by another node");
        }
        stopOrphan(data);
        try {
            int port = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(
                            data.resolveSibling("postgres-server").toFile())
                    .setPGStartupWait(LONGEST_START)
                    // The library switches off what keeps data safe, since it was made for tests.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start()
                    .getPort();
            System.setProperty(RUNNING + data, Integer.toString(port));
            return new EmbeddedDatabase(port);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The address in the driver's form. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a JVM that is alive runs the server of this folder: the library then holds a lock in it. */
    private static boolean isHeld(Path data) throws IOException {
        Path lock = data.resolve("epg-lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** A JVM that was killed leaves its server behind; the data folder says which process that is. */
    private static void stopOrphan(Path data) throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (!Files.isReadable(note)) {
            return;
        }
        String pid = Files.readAllLines(note).getFirst().strip();
        Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (orphan.isPresent()) {
            CompletableFuture<ProcessHandle> end = orphan.get().onExit();
            try {
                // The signal for a fast shutdown; the usual one would wait for clients to leave.
                new ProcessBuilder("kill", "-INT", pid).start().waitFor();
                end.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("an earlier server, process " + pid + ", does not end", e);
            }
        }
    }
}
