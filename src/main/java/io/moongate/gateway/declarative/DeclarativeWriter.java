package io.moongate.gateway.declarative;

import io.moongate.gateway.schema.Schemas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes entities as a declarative configuration in YAML, as {@code GET /config} gives it. */
public final class DeclarativeWriter {
    private final Schemas schemas;

    public DeclarativeWriter(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The YAML text. */
    public String write(Map<String, List<Map<String, @Nullable Object>>> entities) {
        throw new UnsupportedOperationException();
    }
}
