package io.moongate.gateway.admin;

import io.moongate.gateway.config.DatabaseKind;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.declarative.DeclarativeConfig;
import io.moongate.gateway.declarative.DeclarativeReader;
import io.moongate.gateway.declarative.DeclarativeWriter;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.schema.decode.ArgumentDecoder;
import io.moongate.gateway.schema.decode.Decoded;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole configuration of a gateway without a database, out and in. What is wrong leaves the running one alone. */
@Singleton
class ConfigResource implements EndpointSource {
    private final RunningConfig running;
    private final DeclarativeReader reader;
    private final DeclarativeWriter writer;
    private final boolean withDatabase;

    ConfigResource(RunningConfig running, Schemas schemas, Validator validator, GatewayConfig config) {
        this.running = running;
        this.reader = new DeclarativeReader(schemas, validator);
        this.writer = new DeclarativeWriter(schemas);
        this.withDatabase = config.database() == DatabaseKind.POSTGRES;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.at("/config")
                .get(request -> withDatabase ? onlyWithoutDatabase() : show())
                .post(request -> withDatabase ? onlyWithoutDatabase() : load(request)));
    }

    private static Answer onlyWithoutDatabase() {
        return Answer.message(400, "this endpoint is only available when Kong is configured to not use a database");
    }

    private Answer show() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("config", writer.write(running.current().entities()));
        return Answer.ok(body);
    }

    /** What was sent: a text to be parsed, or a document that a JSON body was. */
    private sealed interface Sent {
        record Text(String text) implements Sent {}

        record Parsed(Map<String, @Nullable Object> document) implements Sent {}

        record Nothing() implements Sent {}

        /** Something that is no text stands where the text should. */
        record NoText() implements Sent {}
    }

    private Answer load(AdminRequest request) {
        boolean flatten = "1".equals(request.argument("flatten_errors"));
        return switch (sent(request)) {
            case Sent.Nothing() -> Answer.message(400, "expected a declarative configuration");
            case Sent.NoText() ->
                Answer.of(KongError.unreadableDeclarative(
                        "lyaml/init.lua:460: bad argument #1 to 'parser' (must provide a string argument)"));
            case Sent.Text(String text)
            when isRunning(request, text) -> new Answer(304, null, Map.of("Content-Length", "0"));
            case Sent.Text(String text) -> load(reader.read(text, flatten));
            case Sent.Parsed(Map<String, @Nullable Object> document) -> load(reader.read(document, flatten));
        };
    }

    private boolean isRunning(AdminRequest request, String text) {
        String check = request.argument("check_hash");
        return "1".equals(check)
                && DeclarativeReader.hash(text).equals(running.current().hash());
    }

    private Answer load(Result<DeclarativeConfig> read) {
        DeclarativeConfig config = EntityResource.orRefused(read);
        running.load(config);
        return Answer.created(config.document());
    }

    private static Sent sent(AdminRequest request) {
        String type = request.contentType() == null ? "" : request.contentType();
        String text = new String(request.body(), StandardCharsets.UTF_8);
        if (type.startsWith("application/yaml") || type.startsWith("text/yaml")) {
            return text.isEmpty() ? new Sent.Nothing() : new Sent.Text(text);
        }
        Decoded decoded = request.decoded(ArgumentDecoder.Files.AS_TEXT);
        return switch (decoded) {
            case Decoded.Refused refused -> throw new RefusedException(AdminRequest.refusal(refused));
            case Decoded.Document(Map<String, @Nullable Object> fields, boolean typed) -> {
                if (text.isEmpty()) {
                    yield new Sent.Nothing();
                } else if (fields.containsKey("config") && !fields.containsKey("_format_version")) {
                    // In a form, nothing after the equals sign is null and not an empty text.
                    yield fields.get("config") instanceof String config && (typed || !config.isEmpty())
                            ? new Sent.Text(config)
                            : new Sent.NoText();
                } else {
                    yield typed ? new Sent.Parsed(fields) : new Sent.Text(text);
                }
            }
        };
    }
}
