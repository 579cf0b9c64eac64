package io.moongate.gateway.golden;

import io.moongate.gateway.declarative.DeclarativeConfig;
import io.moongate.gateway.declarative.DeclarativeReader;
import io.moongate.gateway.declarative.DeclarativeWriter;
import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.Field;
import io.moongate.gateway.schema.FieldType;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.SchemaView;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.schema.decode.ArgumentDecoder;
import io.moongate.gateway.schema.decode.ArgumentDecoder.Files;
import io.moongate.gateway.schema.decode.Decoded;
import io.moongate.gateway.schema.decode.Inference;
import io.moongate.gateway.store.Entities;
import io.moongate.gateway.store.Entities.Key;
import io.moongate.gateway.store.MemoryStore;
import io.moongate.gateway.store.Page;
import io.moongate.gateway.store.PageRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** As much of the Admin API as recordings about entities need: enough to ask the rooms below what they decide. */
final class SmallAdmin {
    private final Schemas schemas;
    private final Entities entities;
    private final @Nullable MemoryStore memory;
    private final DeclarativeReader reader;
    private final DeclarativeWriter writer;
    private DeclarativeConfig config = DeclarativeConfig.empty();

    SmallAdmin(Schemas schemas, boolean withDatabase) {
        Validator validator = new Validator();
        this.schemas = schemas;
        this.memory = withDatabase ? null : new MemoryStore(schemas.all());
        this.entities = new Entities(schemas, validator, memory == null ? new TableStore(schemas) : memory);
        this.reader = new DeclarativeReader(schemas, validator);
        this.writer = new DeclarativeWriter(schemas);
    }

    /** What came back; a body that is no JSON is null. */
    record Answer(int status, @Nullable Object json) {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Answer answer;

        Refused(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    private record Request(
            String method,
            List<String> path,
            Map<String, List<String>> query,
            @Nullable String contentType,
            byte[] body) {}

    /** Answers, or null for what is none of this class's business. */
    @Nullable
    Answer handle(String method, String target, @Nullable String contentType, byte[] body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Request request = new Request(
                method,
                Arrays.stream(path.substring(1).split("/"))
                        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .toList(),
                ArgumentDecoder.query(question < 0 ? null : target.substring(question + 1)),
                contentType,
                body);
        try {
            return route(request, path);
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    private @Nullable Answer route(Request request, String path) {
        List<String> parts = request.path();
        String first = parts.getFirst();
        if (first.equals("schemas")) {
            return schemas(request);
        }
        if (path.equals("/config")) {
            return config(request);
        }
        EntitySchema schema = schemas.findByPath(first);
        if (schema == null) {
            return null;
        }
        if (parts.size() == 1) {
            return collection(request, path, schema, null, null);
        }
        Key key = value(entities.key(schema, parts.get(1)));
        if (parts.size() == 2) {
            return single(request, schema, key, null, null);
        }
        Map<String, @Nullable Object> parent = entities.find(schema, key);
        if (parent == null) {
            return notFound();
        }
        Field foreign = schema.field(parts.get(2));
        if (foreign != null && foreign.type() == FieldType.FOREIGN) {
            return foreign(request, schema, key, parent, foreign);
        }
        EntitySchema child = schemas.findByPath(parts.get(2));
        Field up = child == null
                ? null
                : child.foreignFields().stream()
                        .filter(field -> schema.name().equals(field.reference()))
                        .findFirst()
                        .orElse(null);
        if (child == null || up == null) {
            return null;
        }
        if (parts.size() == 3) {
            return collection(request, path, child, up, parent);
        }
        return single(request, child, value(entities.key(child, parts.get(3))), up, parent);
    }

    private Answer collection(
            Request request,
            String path,
            EntitySchema schema,
            @Nullable Field up,
            @Nullable Map<String, @Nullable Object> parent) {
        return switch (request.method()) {
            case "GET" -> {
                PageRequest page = value(PageRequest.parse(
                        argument(request, "size"), argument(request, "offset"), argument(request, "tags")));
                yield listing(
                        request,
                        path,
                        value(entities.page(
                                schema, up == null || parent == null ? page : page.within(up.name(), id(parent)))));
            }
            case "POST" -> {
                Map<String, @Nullable Object> input = input(request, schema, null);
                bind(input, up, parent);
                yield new Answer(201, value(entities.create(schema, input)));
            }
            default -> new Answer(405, message("Method not allowed"));
        };
    }

    private Answer listing(Request request, String path, Page page) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("data", page.entities());
        String next = null;
        if (page.offset() != null) {
            body.put("offset", page.offset());
            next = path + "?offset=" + page.offset();
            if (argument(request, "tags") != null) {
                next += "&tags=" + argument(request, "tags");
            }
            if (argument(request, "size") != null && request.path().size() == 1) {
                next += "&size=" + argument(request, "size");
            }
        }
        body.put("next", next);
        return new Answer(200, body);
    }

    private Answer single(
            Request request,
            EntitySchema schema,
            Key key,
            @Nullable Field up,
            @Nullable Map<String, @Nullable Object> parent) {
        Map<String, @Nullable Object> stored = entities.find(schema, key);
        boolean apart = up != null
                && parent != null
                && stored != null
                && !(stored.get(up.name()) instanceof Map<?, ?> map
                        && parent.get("id").equals(map.get("id")));
        boolean gone = stored == null || apart;
        return switch (request.method()) {
            case "GET" -> gone ? notFound() : new Answer(200, stored);
            case "PUT" -> {
                Map<String, @Nullable Object> input = input(request, schema, null);
                bind(input, up, parent);
                yield new Answer(200, value(entities.put(schema, key, input)));
            }
            case "PATCH" -> {
                if (gone && up != null) {
                    yield notFound();
                }
                Map<String, @Nullable Object> input = input(request, schema, stored);
                bind(input, up, parent);
                yield new Answer(200, value(entities.update(schema, key, input)));
            }
            case "DELETE" -> {
                if (gone && up != null) {
                    yield notFound();
                }
                value(entities.delete(schema, key));
                yield new Answer(204, null);
            }
            default -> new Answer(405, message("Method not allowed"));
        };
    }

    private Answer foreign(
            Request request, EntitySchema schema, Key key, Map<String, @Nullable Object> parent, Field foreign) {
        EntitySchema other = schemas.get(String.valueOf(foreign.reference()));
        if (!(parent.get(foreign.name()) instanceof Map<?, ?> map)) {
            if (!request.method().equals("PUT")) {
                return notFound();
            }
            Map<String, @Nullable Object> made = value(entities.create(other, input(request, other, null)));
            Map<String, @Nullable Object> link = new LinkedHashMap<>();
            bind(link, foreign, made);
            value(entities.update(schema, key, link));
            return new Answer(200, made);
        }
        return request.method().equals("DELETE")
                ? new Answer(405, message("Method not allowed"))
                : single(request, other, new Key.Id(UUID.fromString(String.valueOf(map.get("id")))), null, null);
    }

    private Answer schemas(Request request) {
        List<String> parts = request.path();
        if (parts.size() < 2) {
            return notFound();
        }
        if (parts.getLast().equals("validate") && request.method().equals("POST")) {
            EntitySchema schema = schemas.findByPath(parts.get(1));
            if (schema == null) {
                return new Answer(404, message("No entity named '" + parts.get(1) + "'"));
            }
            value(entities.validate(schema, document(request, Files.AS_MAP).fields()));
            return new Answer(200, message("schema validation successful"));
        }
        if (parts.get(1).equals("plugins") && parts.size() == 3) {
            PluginSchema plugin = schemas.plugins().find(parts.get(2));
            return plugin == null
                    ? new Answer(404, message("No plugin named '" + parts.get(2) + "'"))
                    : new Answer(200, SchemaView.of(plugin));
        }
        EntitySchema schema = schemas.findByPath(parts.get(1));
        return schema == null
                ? new Answer(404, message("No entity named '" + parts.get(1) + "'"))
                : new Answer(200, SchemaView.of(schema));
    }

    private Answer config(Request request) {
        if (request.method().equals("GET")) {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("config", writer.write(config.entities()));
            return new Answer(200, body);
        }
        if (!request.method().equals("POST")) {
            return new Answer(405, message("Method not allowed"));
        }
        boolean flatten = "1".equals(argument(request, "flatten_errors"));
        String type = ArgumentDecoder.mediaType(request.contentType());
        if (request.body().length == 0) {
            return new Answer(400, message("expected a declarative configuration"));
        }
        String text = new String(request.body(), StandardCharsets.UTF_8);
        if (!type.equals("text/yaml") && !type.equals("application/yaml")) {
            Decoded.Document decoded = document(request, Files.AS_TEXT);
            if (decoded.typed()
                    && (decoded.fields().containsKey("_format_version")
                            || !decoded.fields().containsKey("config"))) {
                return load(reader.read(decoded.fields(), flatten));
            }
            Object config = decoded.fields().get("config");
            if (decoded.fields().containsKey("config")
                    && (!(config instanceof String) || (!decoded.typed() && "".equals(config)))) {
                return load(
                        Result.failed(
                                KongError.unreadableDeclarative(
                                        "/usr/local/share/lua/5.1/lyaml/init.lua:460: bad argument #1 to 'parser' (must provide a string argument)")));
            }
            text = config instanceof String given ? given : "";
        }
        if ("1".equals(argument(request, "check_hash")) && config.hash().equals(DeclarativeReader.hash(text))) {
            return new Answer(304, null);
        }
        return load(reader.read(text, flatten));
    }

    private Answer load(Result<DeclarativeConfig> read) {
        config = value(read);
        if (memory != null) {
            memory.replace(config.entities());
        }
        return new Answer(201, config.document());
    }

    private Map<String, @Nullable Object> input(
            Request request, EntitySchema schema, @Nullable Map<String, @Nullable Object> stored) {
        Decoded.Document decoded = document(request, Files.AS_TEXT);
        return new LinkedHashMap<>(
                stored == null ? Inference.apply(schema, decoded) : Inference.apply(schema, decoded, stored));
    }

    private static Decoded.Document document(Request request, Files files) {
        return switch (ArgumentDecoder.body(request.contentType(), request.body(), files)) {
            case Decoded.Document document -> document;
            case Decoded.Refused refused -> throw new Refused(new Answer(refused.status(), refused.document()));
        };
    }

    private static void bind(
            Map<String, @Nullable Object> input, @Nullable Field up, @Nullable Map<String, @Nullable Object> parent) {
        if (up != null && parent != null) {
            Map<String, @Nullable Object> id = new LinkedHashMap<>();
            id.put("id", parent.get("id"));
            input.put(up.name(), id);
        }
    }

    private static UUID id(Map<String, @Nullable Object> document) {
        return UUID.fromString(String.valueOf(document.get("id")));
    }

    private static @Nullable String argument(Request request, String name) {
        List<String> values = request.query().get(name);
        return values == null ? null : values.getFirst();
    }

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T> ok -> ok.value();
            case Result.Failed<T> failed ->
                throw new Refused(
                        new Answer(failed.error().httpStatus(), failed.error().document()));
        };
    }

    private static Answer notFound() {
        return new Answer(404, message("Not found"));
    }

    private static Map<String, @Nullable Object> message(String text) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("message", text);
        return body;
    }
}
