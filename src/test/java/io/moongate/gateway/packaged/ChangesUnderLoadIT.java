package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests at concurrency 64, while plugins come, change and go: none fails, none is mixed up. */
class ChangesUnderLoadIT {
    private static final int REQUESTS = 10_000;
    private static final int CONCURRENCY = 64;

    @TempDir
    Path prefix;

    @Test
    void noRequestFailsOrIsMixedUp() throws Exception {
        HttpServer upstream = upstream();
        try (PackagedGateway gateway = PackagedGateway.start(prefix, Map.of())) {
            AdminClient admin = new AdminClient(gateway.adminPort);
            admin.create(
                    "/services",
                    "{\"name\":\"echo\",\"url\":\"http://127.0.0.1:"
                            + upstream.getAddress().getPort() + "\"}");
            admin.create("/services/echo/routes", "{\"name\":\"load\",\"paths\":[\"/load\"]}");
            admin.create("/services/echo/plugins", """
                    {"name": "pre-function", "config": {
                      "access": ["local n = kong.request.get_header('x-number')\\n\
                    kong.ctx.shared.n = n\\n kong.service.request.set_header('x-echo', n)"],
                      "header_filter": ["kong.response.set_header('x-out', kong.ctx.shared.n)"]}}""");

            AtomicBoolean running = new AtomicBoolean(true);
            AtomicInteger changes = new AtomicInteger();
            Queue<String> problems = new ConcurrentLinkedQueue<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                    HttpClient client = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                Future<?> changer = threads.submit(() -> change(admin, running, changes));
                AtomicInteger next = new AtomicInteger();
                List<? extends Future<?>> clients = java.util.stream.IntStream.range(0, CONCURRENCY)
                        .mapToObj(i -> threads.submit(() -> {
                            for (int n = next.incrementAndGet(); n <= REQUESTS; n = next.incrementAndGet()) {
                                request(client, gateway, n, problems);
                            }
                        }))
                        .toList();
                for (Future<?> one : clients) {
                    one.get();
                }
                running.set(false);
                changer.get();
            }
            assertEquals(List.of(), List.copyOf(problems));
            assertTrue(changes.get() >= 10, "changes while the requests ran: " + changes.get());
        } finally {
            upstream.stop(0);
        }
    }

    private static void change(AdminClient admin, AtomicBoolean running, AtomicInteger changes) {
        for (int round = 0; running.get() || round < 4; round++) {
            JsonNode plugin = admin.create(
                    "/routes/load/plugins",
                    AdminClient.function(
                            "post-function", "header_filter", "kong.response.set_header('x-round', '" + round + "')"));
            String path = "/plugins/" + plugin.get("id").asText();
            admin.patch(path, "{\"config\":{\"access\":[\"kong.ctx.shared.round = " + round + "\"]}}");
            admin.patch(path, "{\"enabled\":false}");
            admin.delete(path);
            changes.addAndGet(4);
        }
    }

    private static void request(HttpClient client, PackagedGateway gateway, int n, Queue<String> problems) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.proxyPort + "/load/" + n))
                .header("x-number", String.valueOf(n))
                .POST(HttpRequest.BodyPublishers.ofString("body " + n))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String expected = "/" + n + " " + n + " body " + n;
            String out = response.headers().firstValue("x-out").orElse("");
            if (response.statusCode() != 200 || !response.body().equals(expected) || !out.equals("" + n)) {
                problems.add(n + ": " + response.statusCode() + " " + out + " " + response.body());
            }
        } catch (IOException e) {
            problems.add(n + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer upstream() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (exchange.getRequestURI().getPath() + " "
                            + exchange.getRequestHeaders().getFirst("x-echo") + " " + body)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
