package io.moongate.gateway.packaged;

import java.io.IOException;
import java.io.InputStream;
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
final class PackagedGateway implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    final int adminPort;
    final int proxyPort;
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
    static PackagedGateway start(Path prefix, Map<String, String> settings) {
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

    /** The error log as it stands; empty before the first line. */
    String errorLog() {
        Path log = prefix.resolve("logs").resolve("error.log");
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

    /** Requests as bytes on a fresh connection, so that nothing between the test and the gateway improves on them. */
    static final class RawHttp {
        private RawHttp() {}

        record Reply(int status, String statusLine, List<Map.Entry<String, String>> headers, String body) {
            String header(String name) {
                return headers.stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("");
            }
        }

        static Reply exchange(int port, String request) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                return read(socket.getInputStream(), request.startsWith("HEAD "));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Reply read(InputStream in, boolean head) throws IOException {
            String statusLine = line(in);
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.add(Map.entry(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            Reply reply = new Reply(Integer.parseInt(statusLine.split(" ")[1]), statusLine, headers, "");
            String length = reply.header("content-length");
            byte[] body = new byte[0];
            if (head || reply.status() == 204 || reply.status() == 304) {
                body = new byte[0];
            } else if (reply.header("transfer-encoding").equals("chunked")) {
                java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
                for (int size = size(in); size > 0; size = size(in)) {
                    all.write(in.readNBytes(size));
                    line(in);
                }
                line(in);
                body = all.toByteArray();
            } else if (!length.isEmpty()) {
                body = in.readNBytes(Integer.parseInt(length));
            }
            return new Reply(reply.status(), statusLine, headers, new String(body, StandardCharsets.UTF_8));
        }

        private static int size(InputStream in) throws IOException {
            return Integer.parseInt(line(in).split(";")[0].strip(), 16);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the connection ended after '" + line + "'");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }
    }
}
