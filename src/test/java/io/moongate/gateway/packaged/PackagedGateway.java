package io.moongate.gateway.packaged;

import io.moongate.gateway.replay.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged application as a user starts it: {@code java -jar …/quarkus-run.jar}, on free loopback ports. */
public final class PackagedGateway implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    public final int adminPort;
    public final int proxyPort;
    final Path prefix;
    final Path output;
    private final Process process;

    private PackagedGateway(int adminPort, int proxyPort, Path prefix, Process process, Path output) {
        this.adminPort = adminPort;
        this.proxyPort = proxyPort;
        this.prefix = prefix;
        this.process = process;
        this.output = output;
    }

    /** Starts a gateway with the given settings ({@code KONG_…}) on top of ports and prefix; does not wait for it. */
    static PackagedGateway launch(Path prefix, Map<String, String> settings, List<String> jvmArguments) {
        int admin = freePort();
        int proxy = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = new HashMap<>();
        environment.put("KONG_PREFIX", prefix.toString());
        environment.put("KONG_ADMIN_LISTEN", "127.0.0.1:" + admin);
        environment.put("KONG_PROXY_LISTEN", "127.0.0.1:" + proxy);
        environment.put("KONG_LOG_LEVEL", "notice");
        environment.putAll(settings);
        builder.environment().keySet().removeIf(name -> name.startsWith("KONG_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile(prefix, "console", ".log");
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new PackagedGateway(admin, proxy, prefix, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a gateway and waits until its Admin API answers. */
    public static PackagedGateway start(Path prefix, Map<String, String> settings) {
        PackagedGateway gateway = launch(prefix, settings, List.of());
        try {
            gateway.awaitStart();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void awaitStart() {
        Awaitility.await("the gateway to start")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the gateway ended: " + console());
                    }
                    return answers(adminPort) && listens(proxyPort);
                });
    }

    private boolean answers(int port) {
        try {
            RawHttp.Reply reply = RawHttp.exchange(port, "GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return reply.status() > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Only connects: a request would run the functions that the test is about. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the process to end by itself and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway is still running: " + console());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** What the process printed. */
    String console() {
        return read(output);
    }

    public Path errorLogFile() {
        return prefix.resolve("logs").resolve("error.log");
    }

    /** The error log as it stands; empty before the first line. */
    String errorLog() {
        Path log = errorLogFile();
        return Files.exists(log) ? read(log) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loopback port that nothing listens on just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
