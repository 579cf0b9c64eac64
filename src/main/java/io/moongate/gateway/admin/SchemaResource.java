package io.moongate.gateway.admin;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.SchemaView;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.decode.ArgumentDecoder;
import io.moongate.gateway.schema.decode.Decoded;
import io.moongate.gateway.store.Entities;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declarations of entities and plugins, and checks against them that store nothing. */
@Singleton
class SchemaResource implements EndpointSource {
    private final Schemas schemas;
    private final Entities entities;

    SchemaResource(Schemas schemas, Entities entities) {
        this.schemas = schemas;
        this.entities = entities;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("/schemas/{schema}").get(request -> Answer.ok(SchemaView.of(schema(request)))),
                Endpoint.at("/schemas/{schema}/validate").post(this::validate),
                Endpoint.at("/schemas/plugins/validate").post(this::validatePlugin),
                Endpoint.at("/schemas/plugins/{plugin}").get(this::plugin),
                Endpoint.at("/plugins/enabled").get(request -> enabled()));
    }

    private EntitySchema schema(AdminRequest request) {
        String name = request.param("schema");
        EntitySchema schema = schemas.find(name);
        if (schema == null) {
            throw new RefusedException(Answer.message(404, "No entity named '" + name + "'"));
        }
        return schema;
    }

    private Answer plugin(AdminRequest request) {
        String name = request.param("plugin");
        PluginSchema schema = schemas.plugins().find(name);
        return schema == null
                ? Answer.message(404, "No plugin named '" + name + "'")
                : Answer.ok(SchemaView.of(schema));
    }

    private Answer validate(AdminRequest request) {
        return validate(schema(request), input(request, ArgumentDecoder.Files.AS_TEXT));
    }

    private Answer validatePlugin(AdminRequest request) {
        return validate(schemas.get("plugins"), input(request, ArgumentDecoder.Files.AS_MAP));
    }

    private Answer validate(EntitySchema schema, Map<String, @Nullable Object> input) {
        EntityResource.orRefused(entities.validate(schema, input));
        return Answer.message(200, "schema validation successful");
    }

    /** Unlike elsewhere, texts of forms stay texts here. */
    private static Map<String, @Nullable Object> input(AdminRequest request, ArgumentDecoder.Files files) {
        return switch (request.decoded(files)) {
            case Decoded.Document document -> document.fields();
            case Decoded.Refused refused -> throw new RefusedException(AdminRequest.refusal(refused));
        };
    }

    private Answer enabled() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("enabled_plugins", schemas.plugins().enabled());
        return Answer.ok(body);
    }
}
