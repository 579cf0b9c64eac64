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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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
        Path data = data(prefix);
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
                    .setOverrideWorkingDirectory(programs(data).toFile())
                    .setPGStartupWait(LONGEST_START)
                    // The library switches off what keeps data safe, since it was made for tests.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start()
                    .getPort();
            // The library lets everybody write where the programs are.
            Files.setPosixFilePermissions(programs(data), PosixFilePermissions.fromString("rwxr-xr-x"));
            System.setProperty(RUNNING + data, Integer.toString(port));
            return new EmbeddedDatabase(port);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Starts the server of a prefix again, on its port, where it has ended though this JVM has not.
     *
     * @return whether it had ended
     */
    static boolean revive(Path prefix) throws IOException {
        Path data = data(prefix);
        if (server(data).isPresent() || ending()) {
            return false;
        }
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root, so root gives up being root for it.
            command.addAll(List.of("unshare", "-U"));
        }
        Path log = data.resolveSibling("logs").resolve("postgres.log");
        Files.createDirectories(log.getParent());
        // A restart takes the options of the last start, the port among them.
        command.addAll(
                List.of(control(data).toString(), "-D", data.toString(), "-l", log.toString(), "-s", "-w", "restart"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private static Path data(Path prefix) {
        return prefix.toAbsolutePath().normalize().resolve("postgres");
    }

    private static Path programs(Path data) {
        return data.resolveSibling("postgres-server");
    }

    private static Path control(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(programs(data), 3)) {
            return files.filter(file -> file.endsWith("bin/pg_ctl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no pg_ctl in " + programs(data)));
        }
    }

    /** Whether this JVM is about to end, and its servers with it; nothing but the refusal of a hook tells. */
    private static boolean ending() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException shutdown) {
            return true;
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

    /** The server that the data folder names, if it is alive. */
    private static Optional<ProcessHandle> server(Path data) throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (!Files.isReadable(note)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(note);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** A JVM that was killed leaves its server behind. */
    private static void stopOrphan(Path data) throws IOException {
        Optional<ProcessHandle> orphan = server(data);
        if (orphan.isEmpty()) {
            return;
        }
        String pid = Long.toString(orphan.get().pid());
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
