package io.moongate.gateway.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moongate.gateway.replay.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions of {@code deploy/sample/functions}, each on a route of its own in front of upstreams that echo. */
class SampleFunctionsIT {
    private static final Path FUNCTIONS = Path.of("..", "deploy", "sample", "functions");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path prefix;

    private static PackagedGateway gateway;
    private static AdminClient admin;
    private static HttpServer upstreamA;
    private static HttpServer upstreamB;

    @BeforeAll
    static void start() throws IOException {
        gateway = PackagedGateway.start(
                prefix,
                Map.of(
                        "KONG_UNTRUSTED_LUA_SANDBOX_REQUIRES",
                        "cjson.safe,resty.openssl.hmac,resty.openssl.pkey,resty.string,resty.sha256,resty.http,"
                                + "resty.lrucache,kong.plugins.jwt.jwt_parser,resty.jit-uuid"));
        admin = new AdminClient(gateway.adminPort);
        upstreamA = upstream("a");
        upstreamB = upstream("b");
        admin.create(
                "/services",
                "{\"name\":\"echo\",\"url\":\"http://127.0.0.1:"
                        + upstreamA.getAddress().getPort() + "\"}");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstreamA.stop(0);
        upstreamB.stop(0);
    }

    private static HttpServer upstream(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> echo(exchange, name));
        server.start();
        return server;
    }

    private static void echo(HttpExchange exchange, String name) throws IOException {
        ObjectNode seen = JSON.createObjectNode();
        seen.put("server", name);
        seen.put("card", "1234567890123456");
        seen.put("password", "hidden \\\" too");
        ObjectNode headers = seen.putObject("headers");
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        seen.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = JSON.writeValueAsBytes(seen);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String source(String file) {
        try {
            return Files.readString(FUNCTIONS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route under {@code /name} with these functions, by phase. */
    private static void route(String name, Map<String, String> functions) {
        admin.create("/services/echo/routes", "{\"name\":\"" + name + "\",\"paths\":[\"/" + name + "\"]}");
        ObjectNode config = JSON.createObjectNode();
        functions.forEach((phase, source) -> config.putArray(phase).add(source));
        ObjectNode plugin = JSON.createObjectNode().put("name", "pre-function");
        plugin.set("config", config);
        admin.create("/routes/" + name + "/plugins", plugin.toString());
        Awaitility.await("route " + name)
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("/" + name + "/warm-up").status() != 404);
    }

    private static RawHttp.Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    private static RawHttp.Reply send(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return RawHttp.exchange(gateway.proxyPort, request + "\r\n" + body);
    }

    private static JsonNode json(RawHttp.Reply reply) {
        try {
            return JSON.readTree(reply.text());
        } catch (IOException e) {
            throw new UncheckedIOException(reply.text(), e);
        }
    }

    @Test
    void headerAuth() {
        route("header-auth", Map.of("access", source("header-auth.access.lua")));
        RawHttp.Reply without = get("/header-auth");
        assertEquals(401, without.status());
        assertEquals("Key realm=\"sample\"", without.header("WWW-Authenticate"));
        assertEquals(401, get("/header-auth", "X-Api-Key: wrong").status());
        JsonNode seen = json(get("/header-auth", "X-Api-Key: s3cr3t-of-anna")).path("headers");
        assertEquals("anna", seen.path("x-caller").asText());
        assertTrue(seen.path("x-api-key").isMissingNode());
    }

    @Test
    void hmacCheck() throws GeneralSecurityException {
        route("hmac-check", Map.of("access", source("hmac-check.access.lua")));
        String now = Long.toString(System.currentTimeMillis() / 1000);
        assertEquals(401, get("/hmac-check").status());
        String good = "X-Signature: " + hmac("POST\n/hmac-check?x=1\n" + now + "\nhello");
        assertEquals(
                200,
                send("POST", "/hmac-check?x=1", "hello", "X-Timestamp: " + now, good)
                        .status());
        assertEquals(
                401,
                send("POST", "/hmac-check?x=1", "other", "X-Timestamp: " + now, good)
                        .status());
        assertEquals(
                401,
                send("POST", "/hmac-check?x=2", "hello", "X-Timestamp: " + now, good)
                        .status());
        String old = "X-Signature: " + hmac("GET\n/hmac-check\n1000000\n");
        assertEquals(401, get("/hmac-check", "X-Timestamp: 1000000", old).status());
    }

    private static String hmac(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(mac("change-me", text));
    }

    private static byte[] mac(String key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jwtCheck() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        String source = source("jwt-check.access.lua")
                .replaceFirst("(?s)-----BEGIN PUBLIC KEY.*END PUBLIC KEY-----", pem.replace("\r", ""));
        route("jwt-check", Map.of("access", source));
        long later = System.currentTimeMillis() / 1000 + 60;

        assertEquals(401, get("/jwt-check").status());
        assertEquals(
                "anna",
                json(ask(hs("HS256", "https://hs.example", later)))
                        .path("headers")
                        .path("x-subject")
                        .asText());
        assertEquals("token expired", message(ask(hs("HS256", "https://hs.example", 5))));
        assertEquals("Invalid signature", message(ask(hs("HS256", "https://hs.example", later) + "x")));
        assertEquals("Unknown issuer", message(ask(hs("HS256", "https://other.example", later))));
        assertEquals("Unknown issuer", message(ask(hs("HS256", "https://rs.example", later))));
        assertEquals("Bad token; invalid JSON", message(ask("nonsense")));

        String input = input("RS256", "https://rs.example", later);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, ask(input + "." + url(signature.sign())).status());
    }

    @Test
    void jwtCheckWithAKeySet() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        String set = "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k1\",\"n\":\""
                + url(unsigned(key.getModulus())) + "\",\"e\":\"" + url(unsigned(key.getPublicExponent())) + "\"}]}";
        AtomicInteger fetches = new AtomicInteger();
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks.json", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, set);
        });
        issuer.start();
        try {
            String source = source("jwt-check.access.lua")
                    .replace("9002", Integer.toString(issuer.getAddress().getPort()));
            route("jwt-jwks", Map.of("access", source));
            long later = System.currentTimeMillis() / 1000 + 60;
            for (int i = 0; i < 20; i++) {
                RawHttp.Reply reply = askAt("/jwt-jwks", rs("k1", later, pair));
                assertEquals(200, reply.status(), reply::toString);
                assertEquals(
                        "anna", json(reply).path("headers").path("x-subject").asText());
            }
            int workers = Runtime.getRuntime().availableProcessors();
            assertTrue(fetches.get() >= 1 && fetches.get() <= workers, "fetched " + fetches + " times");
            assertEquals("Unknown key", message(askAt("/jwt-jwks", rs("k2", later, pair))));
            assertEquals("token expired", message(askAt("/jwt-jwks", rs("k1", 5, pair))));
            assertEquals(
                    "Invalid signature", message(askAt("/jwt-jwks", rs("k1", later, generator.generateKeyPair()))));
        } finally {
            issuer.stop(0);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String rs(String kid, long expiry, KeyPair pair) throws GeneralSecurityException {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";
        String claims = "{\"iss\":\"https://jwks.example\",\"sub\":\"anna\",\"exp\":" + expiry + "}";
        String input =
                url(header.getBytes(StandardCharsets.UTF_8)) + "." + url(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(StandardCharsets.UTF_8));
        return input + "." + url(signature.sign());
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void introspection() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/introspect", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
            answer(
                    exchange,
                    form.contains("token=good")
                            ? "{\"active\":true,\"sub\":\"anna\",\"scope\":\"read write\"}"
                            : form.contains("token=narrow")
                                    ? "{\"active\":true,\"sub\":\"anna\",\"scope\":\"write\"}"
                                    : "{\"active\":false}");
        });
        server.start();
        String source = source("introspection.access.lua")
                .replace("9003", Integer.toString(server.getAddress().getPort()));
        route("introspection", Map.of("access", source));
        assertEquals(401, get("/introspection").status());
        for (int i = 0; i < 10; i++) {
            JsonNode headers = json(askAt("/introspection", "good")).path("headers");
            assertEquals("anna", headers.path("x-subject").asText());
            assertEquals("read write", headers.path("x-scope").asText());
            assertTrue(headers.path("authorization").isMissingNode());
        }
        assertEquals("Invalid token", message(askAt("/introspection", "bad")));
        assertEquals(403, askAt("/introspection", "narrow").status());
        assertEquals(
                3,
                asked.stream()
                        .filter(line -> line.startsWith("Basic Z2F0ZXdheTpjaGFuZ2UtbWU="))
                        .count(),
                asked.toString());
        server.stop(0);
        assertEquals(
                "anna",
                json(askAt("/introspection", "good"))
                        .path("headers")
                        .path("x-subject")
                        .asText());
        RawHttp.Reply unknown = askAt("/introspection", "other");
        assertEquals(503, unknown.status());
        assertEquals("5", unknown.header("Retry-After"));
    }

    private static RawHttp.Reply askAt(String path, String token) {
        return get(path, "Authorization: Bearer " + token);
    }

    private static RawHttp.Reply ask(String token) {
        return get("/jwt-check", "Authorization: Bearer " + token);
    }

    private static String message(RawHttp.Reply reply) {
        assertEquals(401, reply.status(), reply.text());
        return json(reply).path("message").asText();
    }

    private static String hs(String algorithm, String issuer, long expiry) throws GeneralSecurityException {
        String input = input(algorithm, issuer, expiry);
        return input + "." + url(mac("change-me-to-32-bytes-of-chance!", input));
    }

    private static String input(String algorithm, String issuer, long expiry) {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
        String claims = "{\"iss\":\"" + issuer + "\",\"sub\":\"anna\",\"exp\":" + expiry + "}";
        return url(header.getBytes(StandardCharsets.UTF_8)) + "." + url(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void rateLimit() {
        String window = source("rate-limit.access.lua").replace("local WINDOW = 60", "local WINDOW = 86400");
        route("rate-limit", Map.of("access", window, "header_filter", source("rate-limit.header_filter.lua")));
        // The warm-up was the first of five, perhaps more than one.
        int before = Integer.parseInt(get("/rate-limit").header("RateLimit-Remaining"));
        for (int left = before - 1; left >= 0; left--) {
            assertEquals(Integer.toString(left), get("/rate-limit").header("RateLimit-Remaining"));
        }
        RawHttp.Reply refused = get("/rate-limit");
        assertEquals(429, refused.status());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    }

    @Test
    void abRouting() {
        String source = source("ab-routing.access.lua")
                .replace("9000", Integer.toString(upstreamA.getAddress().getPort()))
                .replace("9001", Integer.toString(upstreamB.getAddress().getPort()));
        route("ab-routing", Map.of("access", source, "header_filter", source("ab-routing.header_filter.lua")));
        for (String group : new String[] {"a", "b"}) {
            RawHttp.Reply reply = get("/ab-routing", "Cookie: ab_group=" + group);
            assertEquals(group, json(reply).path("server").asText());
            assertEquals("", reply.header("Set-Cookie"));
        }
        RawHttp.Reply fresh = get("/ab-routing", "Cookie: ab_group=nonsense");
        String group = json(fresh).path("server").asText();
        assertEquals(
                "ab_group=" + group + "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax", fresh.header("Set-Cookie"));
    }

    @Test
    void jsonRewrite() throws IOException {
        route(
                "json-rewrite",
                Map.of(
                        "access", source("json-rewrite.access.lua"),
                        "header_filter", source("json-rewrite.header_filter.lua"),
                        "body_filter", source("json-rewrite.body_filter.lua")));
        RawHttp.Reply reply = send("POST", "/json-rewrite", "{\"user\":\"anna\"}", "Content-Type: application/json");
        assertEquals(200, json(reply).path("status").asInt());
        JsonNode sent = JSON.readTree(json(reply).path("data").path("body").asText());
        assertEquals("anna", sent.path("userName").asText());
        assertTrue(sent.path("user").isMissingNode());
        assertTrue(sent.path("receivedAt").asLong() > 0);
        assertEquals(
                400,
                send("POST", "/json-rewrite", "nonsense", "Content-Type: application/json")
                        .status());
    }

    @Test
    void redact() {
        route(
                "redact",
                Map.of(
                        "header_filter", source("redact.header_filter.lua"),
                        "body_filter", source("redact.body_filter.lua")));
        RawHttp.Reply reply = get("/redact");
        assertEquals("************3456", json(reply).path("card").asText());
        assertEquals("***", json(reply).path("password").asText());
        assertEquals("a", json(reply).path("server").asText());
    }

    @Test
    void correlationId() {
        route(
                "correlation-id",
                Map.of(
                        "access", source("correlation-id.access.lua"),
                        "header_filter", source("correlation-id.header_filter.lua"),
                        "log", source("correlation-id.log.lua")));
        RawHttp.Reply fresh = get("/correlation-id");
        String id = fresh.header("X-Correlation-ID");
        assertEquals(id, UUID.fromString(id).toString());
        assertEquals(id, json(fresh).path("headers").path("x-correlation-id").asText());
        assertEquals(
                "mine-1", get("/correlation-id", "X-Correlation-ID: mine-1").header("X-Correlation-ID"));
        assertFalse(get("/correlation-id", "X-Correlation-ID: <b>")
                .header("X-Correlation-ID")
                .contains("<"));
        Awaitility.await("the log line")
                .atMost(Duration.ofSeconds(10))
                .until(() -> gateway.errorLog().contains("correlation id mine-1 answered with 200"));
    }

    @Test
    void maintenance() {
        route("maintenance", Map.of("access", source("maintenance.access.lua")));
        RawHttp.Reply plain = get("/maintenance");
        assertEquals(503, plain.status());
        assertEquals("600", plain.header("Retry-After"));
        assertEquals(
                "The service is under maintenance", json(plain).path("message").asText());
        RawHttp.Reply page = get("/maintenance", "Accept: text/html");
        assertTrue(page.text().contains("<h1>Back soon</h1>"));
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
    }
}
