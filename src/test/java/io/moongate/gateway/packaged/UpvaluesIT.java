package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A returned function keeps its upvalues from request to request, on each worker by itself. */
class UpvaluesIT {
    private static final String COUNTER =
            "local count = 0\nreturn function()\n  count = count + 1\n  kong.response.exit(200, tostring(count))\nend";

    @TempDir
    Path prefix;

    @Test
    void aCounterCountsOverRequestsAndUnrelatedChanges() throws IOException, InterruptedException {
        try (PackagedGateway gateway = PackagedGateway.start(prefix, Map.of("KONG_NGINX_WORKER_PROCESSES", "1"))) {
            AdminClient admin = new AdminClient(gateway.adminPort);
            admin.create("/routes", "{\"name\":\"counter\",\"paths\":[\"/counter\"]}");
            admin.create("/routes/counter/plugins", AdminClient.function("pre-function", "access", COUNTER));
            try (HttpClient client = client()) {
                for (int i = 1; i <= 20; i++) {
                    assertEquals(i, count(client, gateway), "request " + i + " on one connection");
                }
                admin.create("/routes", "{\"name\":\"other\",\"paths\":[\"/other\"]}");
                admin.create("/routes/other/plugins", AdminClient.function("pre-function", "log", "local x = 1"));
                admin.delete("/routes/other");
                assertEquals(21, count(client, gateway), "after an unrelated change");
            }
            try (HttpClient another = client()) {
                assertEquals(22, count(another, gateway), "on another connection of the same worker");
            }
        }
    }

    @Test
    void eachWorkerCountsByItself() throws IOException, InterruptedException {
        try (PackagedGateway gateway = PackagedGateway.start(prefix, Map.of("KONG_NGINX_WORKER_PROCESSES", "2"))) {
            AdminClient admin = new AdminClient(gateway.adminPort);
            admin.create("/routes", "{\"name\":\"counter\",\"paths\":[\"/counter\"]}");
            admin.create("/routes/counter/plugins", AdminClient.function("pre-function", "access", COUNTER));
            // Connections spread over the workers; the highest counts of both add up to all requests.
            int highest = 0;
            int seenFirst = 0;
            for (int connection = 0; connection < 8; connection++) {
                try (HttpClient client = client()) {
                    int first = count(client, gateway);
                    int second = count(client, gateway);
                    assertEquals(first + 1, second, "a connection stays on its worker");
                    seenFirst += first == 1 ? 1 : 0;
                    highest = Math.max(highest, second);
                }
            }
            assertEquals(2, seenFirst, "two workers each began at one");
            assertTrue(highest < 16, "no worker took all connections");
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static int count(HttpClient client, PackagedGateway gateway) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.proxyPort + "/counter"))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return Integer.parseInt(response.body());
    }
}
