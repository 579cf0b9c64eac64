package io.moongate.gateway.snapshot;

import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.schema.Schemas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs for tests of other rooms. */
public final class CatalogOfTest {
    private CatalogOfTest() {}

    /** A catalog of documents by kind; the other kinds are empty. */
    public static Catalog of(Schemas schemas, Map<String, List<Map<String, @Nullable Object>>> documents) {
        return new Catalogue(schemas.all().stream()
                .map(schema -> new EntitySource.Documents(schema, documents.getOrDefault(schema.name(), List.of())))
                .toList());
    }
}
