package io.moongate.gateway.script;

import io.moongate.gateway.config.LogLevel;
import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.ClientRequest;
import io.moongate.gateway.exchange.ClientResponse;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.HeaderList;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.RequestBody;
import io.moongate.gateway.exchange.ResponseSink;
import io.moongate.gateway.model.PluginConfig;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.plugin.PhaseHandler;
import io.moongate.gateway.script.net.Trust;
import io.moongate.lua.sandbox.Limits;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker without a listener: requests are made by hand, functions run as in a real one, the log is a list. */
public final class Gateway implements AutoCloseable {
    public final Script script;
    private static final VertxInternal VERTX = (VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    private static final Map<String, Object> CONFIGURATION = Map.of("prefix", "/x", "pg_password", "******");

    private final EventLoop loop = VERTX.createEventLoopContext().nettyEventLoop();
    private final Path file;
    private final ErrorLog log;
    public final LuaWorker worker;

    private Gateway(SandboxMode mode, Set<String> requires, List<String> environment, NodeFacts facts) {
        this(mode, requires, environment, facts, ScriptLimits.STANDARD, "", null, CONFIGURATION);
    }

    private Gateway(
            SandboxMode mode,
            Set<String> requires,
            List<String> environment,
            NodeFacts facts,
            ScriptLimits limits,
            String packagePath,
            @Nullable Trust trust,
            Map<String, Object> configuration) {
        try {
            this.file = Files.createTempFile("error", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.log = new ErrorLog(LogLevel.INFO, file, false);
        this.script = new Script(mode, requires, environment, limits, log, facts, configuration, packagePath);
        this.worker = new LuaWorker(0, loop, script, trust == null ? Trust.ofSystem() : trust);
    }

    /** In the sandbox, with nothing to require. */
    public static Gateway sandbox() {
        return new Gateway(SandboxMode.SANDBOX, Set.of(), List.of(), NodeFacts.NONE);
    }

    public static Gateway of(SandboxMode mode, Set<String> requires, String... environment) {
        return new Gateway(mode, requires, List.of(environment), NodeFacts.NONE);
    }

    public static Gateway of(SandboxMode mode, Set<String> requires, NodeFacts facts) {
        return new Gateway(mode, requires, List.of(), facts);
    }

    /** With modules to require from files. */
    public static Gateway withModules(SandboxMode mode, Set<String> requires, String packagePath) {
        return new Gateway(
                mode, requires, List.of(), NodeFacts.NONE, ScriptLimits.STANDARD, packagePath, null, CONFIGURATION);
    }

    /** With everything that can be set; limits of 0 are none. */
    public static Gateway of(
            SandboxMode mode,
            Set<String> requires,
            List<String> environment,
            int cpuMillis,
            long memory,
            int wallMillis,
            String packagePath,
            Map<String, Object> configuration) {
        Limits limits = Limits.NONE.withCpu(Duration.ofMillis(cpuMillis)).withAllocatedBytes(memory);
        return new Gateway(
                mode,
                requires,
                environment,
                NodeFacts.NONE,
                limited(wallMillis > 0 ? limits.withWall(Duration.ofMillis(wallMillis)) : limits),
                packagePath,
                null,
                configuration);
    }

    /** In the sandbox, with these limits. */
    public static Gateway limited(ScriptLimits limits) {
        return new Gateway(SandboxMode.SANDBOX, Set.of(), List.of(), NodeFacts.NONE, limits, "", null, CONFIGURATION);
    }

    private static ScriptLimits limited(Limits limits) {
        return ScriptLimits.STANDARD.with(limits);
    }

    /** With so many milliseconds of processor time for a run of functions. */
    public static Gateway limited(int millis) {
        ScriptLimits limits = limited(Limits.NONE.withCpu(Duration.ofMillis(millis)));
        return new Gateway(SandboxMode.SANDBOX, Set.of(), List.of(), NodeFacts.NONE, limits, "", null, CONFIGURATION);
    }

    /** In the sandbox, believing only these authorities. */
    public static Gateway trusting(Trust trust, Set<String> requires) {
        return new Gateway(
                SandboxMode.SANDBOX,
                requires,
                List.of(),
                NodeFacts.NONE,
                ScriptLimits.STANDARD,
                "",
                trust,
                CONFIGURATION);
    }

    public static Gateway knowing(NodeFacts facts) {
        return new Gateway(SandboxMode.SANDBOX, Set.of(), List.of(), facts);
    }

    /** A configured plugin with these functions for a phase. */
    public Functions plugin(String name, Phase phase, String... sources) {
        return plugin(name, Map.of(phase, List.of(sources)));
    }

    public Functions plugin(String name, Map<Phase, List<String>> functions) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        functions.forEach((phase, sources) -> config.put(phase.text(), sources));
        UUID id = UUID.randomUUID();
        return Functions.prepare(
                script, new PluginConfig(id, name, null, null, null, config, List.of("http"), true, Map.of()));
    }

    /** Does something on the worker's event loop. */
    public <T> T onLoop(Callable<T> task) {
        try {
            return loop.submit(task).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a plugin's functions for a phase of a request. */
    public CompletableFuture<Outcome> start(Functions plugin, Phase phase, Exchange exchange) {
        PhaseHandler handler = plugin.handler(phase);
        if (handler == null) {
            throw new IllegalArgumentException("no functions for " + phase);
        }
        return begin(exchange, () -> {
            exchange.phase = phase;
            return handler.run(exchange);
        });
    }

    /** Runs a plugin's functions for a phase of a request. */
    public Outcome run(Functions plugin, Phase phase, Exchange exchange) {
        PhaseHandler handler = plugin.handler(phase);
        if (handler == null) {
            throw new IllegalArgumentException("no functions for " + phase);
        }
        return call(exchange, () -> {
            exchange.phase = phase;
            return handler.run(exchange);
        });
    }

    /** Runs something as the walk of a request, on the worker's thread. */
    public <T> T call(Exchange exchange, Supplier<T> walk) {
        try {
            return begin(exchange, walk).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private <T> CompletableFuture<T> begin(Exchange exchange, Supplier<T> walk) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> worker.start(exchange, () -> {
            try {
                result.complete(walk.get());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        }));
        return result;
    }

    /** Runs functions in access of a plain request and gives what they answered by {@code kong.response.exit}. */
    public String answer(String... sources) {
        return answer(request().exchange(), sources);
    }

    public String answer(Exchange exchange, String... sources) {
        return answer(exchange, Phase.ACCESS, sources);
    }

    public String answer(Exchange exchange, Phase phase, String... sources) {
        return body(run(plugin("pre-function", phase, sources), phase, exchange));
    }

    /** The body of an answer; what else came out, and the log, as a failure. */
    public String body(Outcome outcome) {
        if (outcome instanceof Outcome.Answer answer) {
            return answer.body() == null ? "" : answer.body().toString(StandardCharsets.ISO_8859_1);
        }
        throw new AssertionError("no answer but " + outcome + "; the log: " + log());
    }

    /** What was logged so far, each record without its time and process. */
    public List<String> log() {
        log.flush();
        try {
            List<String> records = new ArrayList<>();
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                if (line.matches("\\d{4}/\\d\\d/\\d\\d .*")) {
                    records.add(line.replaceFirst("^\\S+ \\S+ ", "").replaceFirst("\\d+#0: (\\*\\d+ )?", ""));
                } else if (!records.isEmpty()) {
                    records.set(records.size() - 1, records.getLast() + "\n" + line);
                }
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages of the log without what stands behind them. */
    public List<String> messages() {
        return log().stream()
                .map(record ->
                        record.replaceFirst("(?s)\nstack traceback:.*", "").replaceFirst("(?s), client: .*", ""))
                .toList();
    }

    public RequestBuilder request() {
        return new RequestBuilder(worker);
    }

    @Override
    public void close() {
        log.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request in the making. */
    public static final class RequestBuilder {
        private final LuaWorker worker;
        private final HeaderList headers = new HeaderList();
        private String method = "GET";
        private String target = "/";
        private String body = "";

        RequestBuilder(LuaWorker worker) {
            this.worker = worker;
            headers.add("Host", "example.test:8000");
        }

        public RequestBuilder method(String value) {
            method = value;
            return this;
        }

        public RequestBuilder target(String value) {
            target = value;
            return this;
        }

        public RequestBuilder header(String name, String value) {
            headers.add(name, value);
            return this;
        }

        public RequestBuilder body(String value) {
            body = value;
            headers.add("Content-Length", Integer.toString(value.length()));
            return this;
        }

        public Exchange exchange() {
            ClientRequest request = new ClientRequest(
                    target,
                    method,
                    11,
                    "http",
                    "127.0.0.1",
                    50_000,
                    "127.0.0.1",
                    8000,
                    null,
                    headers,
                    new Body(body),
                    1_700_000_000_123L);
            return new Exchange(
                    worker,
                    request,
                    new ClientResponse(new HeaderList()),
                    new Sink(),
                    "0123456789abcdef0123456789abcdef",
                    7,
                    1);
        }
    }

    private static final class Body implements RequestBody {
        private final Buffer original;
        private @Nullable Buffer bytes;
        private boolean replaced;

        Body(String text) {
            original = Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public CompletionStage<Buffer> readAll() {
            if (bytes == null) {
                bytes = original;
            }
            return CompletableFuture.completedFuture(bytes);
        }

        @Override
        public @Nullable Buffer bytes() {
            return bytes;
        }

        @Override
        public void replace(Buffer other) {
            bytes = other;
            replaced = true;
        }

        @Override
        public boolean replaced() {
            return replaced;
        }

        @Override
        public void discard() {
            bytes = Buffer.buffer();
        }
    }

    /** Keeps what was sent. */
    public static final class Sink implements ResponseSink {
        public final StringBuilder sent = new StringBuilder();
        public boolean head;
        public boolean ended;

        @Override
        public void sendHead() {
            head = true;
        }

        @Override
        public void write(Buffer chunk) {
            head = true;
            sent.append(chunk.toString(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public CompletionStage<@Nullable Void> flushed() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
