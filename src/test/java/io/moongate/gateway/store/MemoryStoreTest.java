package io.moongate.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.moongate.gateway.schema.EntitySchema;
import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.store.Entities.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store of a gateway without a database. */
class MemoryStoreTest {
    private final Schemas schemas = StandardSchemas.of(PluginSchemas.allEnabled(List.of()));
    private final EntitySchema services = schemas.get("services");
    private final MemoryStore store = new MemoryStore(schemas.all());
    private final Entities entities = new Entities(schemas, new Validator(), store);

    private static Map<String, @Nullable Object> service(String name) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", "11111111-2222-4333-8444-555555555555");
        document.put("name", name);
        document.put("host", "h");
        return document;
    }

    @BeforeEach
    void fill() {
        store.replace(Map.of("services", List.of(service("a"))));
    }

    private static String refusal(Result<?> result) {
        KongError error = assertInstanceOf(Result.Failed.class, result).error();
        assertEquals(405, error.httpStatus());
        assertEquals(12, error.code());
        return error.message();
    }

    @Test
    void writesAreRefused() {
        Map<String, @Nullable Object> input = new LinkedHashMap<>(Map.of("host", "h"));
        Key byName = new Key.Unique("name", "a");
        assertEquals(
                "cannot create 'services' entities when not using a database",
                refusal(entities.create(services, input)));
        assertEquals(
                "cannot update 'services' entities by 'name' when not using a database",
                refusal(entities.update(services, byName, input)));
        assertEquals(
                "cannot create or update 'services' entities by 'name' when not using a database",
                refusal(entities.put(services, byName, input)));
        assertEquals(
                "cannot remove 'services' entities by 'name' when not using a database",
                refusal(entities.delete(services, byName)));
        assertEquals("a", store.byUnique(services, "name", "a").get("name"));
    }

    @Test
    void aReplacementIsWhole() {
        store.replace(Map.of("services", List.of(service("b"))));
        assertNull(store.byUnique(services, "name", "a"));
        store.replace(Map.of());
        assertNull(store.byUnique(services, "name", "b"));
    }

    @Test
    void aWrongEntityIsRefusedForWhatIsWrong() {
        Result<?> result = entities.create(services, new LinkedHashMap<>());
        assertEquals(
                "schema violation (host: required field missing)",
                assertInstanceOf(Result.Failed.class, result).error().message());
    }
}
