package io.moongate.gateway.schema.decode;

import io.moongate.gateway.schema.EntitySchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives texts from forms the types that the schema expects: numbers, booleans, lists of one, null for nothing. */
public final class Inference {
    private Inference() {}

    /** The document of a form, typed. What does not look like its type stays text, for the validator to refuse. */
    public static Map<String, @Nullable Object> apply(EntitySchema schema, Map<String, @Nullable Object> document) {
        throw new UnsupportedOperationException();
    }

    /** What a decoded body says of an entity. */
    public static Map<String, @Nullable Object> apply(EntitySchema schema, Decoded.Document decoded) {
        return decoded.typed() ? decoded.fields() : apply(schema, decoded.fields());
    }
}
