package io.moongate.gateway.admin;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.decode.ArgumentDecoder;
import io.moongate.gateway.schema.decode.Decoded;
import io.moongate.gateway.schema.decode.Inference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Admin API, taken apart.
 *
 * @param path as it was sent, without query and without a slash at the end
 * @param params what stands in the path's variable segments, by name
 * @param query the arguments of the query string
 */
record AdminRequest(
        String path,
        Map<String, String> params,
        Map<String, List<String>> query,
        @Nullable String contentType,
        byte[] body) {

    String param(String name) {
        String value = params.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no segment " + name);
        }
        return value;
    }

    /** The first value of an argument of the query string, or null. */
    @Nullable
    String argument(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    Decoded decoded(ArgumentDecoder.Files files) {
        return ArgumentDecoder.body(contentType, body, files);
    }

    /** The body as the input of an entity; throws what refuses it. */
    Map<String, @Nullable Object> input(EntitySchema schema) {
        return input(schema, null);
    }

    /**
     * The body as the change of an entity. What a form's texts mean may depend on what the body leaves alone, such as
     * the name of a plugin.
     */
    Map<String, @Nullable Object> input(EntitySchema schema, @Nullable Map<String, @Nullable Object> changed) {
        return switch (decoded(ArgumentDecoder.Files.AS_TEXT)) {
            case Decoded.Document(Map<String, @Nullable Object> fields, boolean typed) when typed -> fields;
            case Decoded.Document(Map<String, @Nullable Object> fields, boolean typed) -> {
                EntitySchema.Subschemas subschemas = schema.subschemas();
                if (subschemas == null || changed == null || fields.containsKey(subschemas.key())) {
                    yield Inference.apply(schema, fields);
                }
                Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
                more.put(subschemas.key(), changed.get(subschemas.key()));
                Map<String, @Nullable Object> inferred = new LinkedHashMap<>(Inference.apply(schema, more));
                inferred.remove(subschemas.key());
                yield inferred;
            }
            case Decoded.Refused refused -> throw new RefusedException(refusal(refused));
        };
    }

    static Answer refusal(Decoded.Refused refused) {
        return refused.status() == 415
                ? new Answer(415, HtmlPage.of(415, "Unsupported Media Type"), Map.of())
                : new Answer(refused.status(), refused.document(), Map.of());
    }
}
