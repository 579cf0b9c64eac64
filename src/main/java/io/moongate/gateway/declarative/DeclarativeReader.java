package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads declarative configurations: parses, finds ids and references, checks, and says all that is wrong. */
public final class DeclarativeReader {
    private final Schemas schemas;
    private final Validator validator;

    public DeclarativeReader(Schemas schemas, Validator validator) {
        this.schemas = schemas;
        this.validator = validator;
    }

    /** Reads YAML or JSON text. */
    public Result<DeclarativeConfig> read(String text) {
        return read(text, false);
    }

    /**
     * Reads YAML or JSON text.
     *
     * @param flattenErrors whether errors of entities are listed one by one ({@code flatten_errors=1})
     */
    public Result<DeclarativeConfig> read(String text, boolean flattenErrors) {
        throw new UnsupportedOperationException();
    }

    /** Reads a document that was parsed already, from a JSON body. */
    public Result<DeclarativeConfig> read(Map<String, @Nullable Object> document, boolean flattenErrors) {
        throw new UnsupportedOperationException();
    }

    /** The hash that a text would have, to see whether it is the one in force. */
    public static String hash(String text) {
        throw new UnsupportedOperationException();
    }
}
