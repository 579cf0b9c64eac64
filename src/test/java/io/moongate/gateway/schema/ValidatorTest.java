package io.moongate.gateway.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.schema.plugin.FunctionSchemas;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What checking and completing makes of documents, where no recording shows it. */
class ValidatorTest {
    private static final List<PluginSchema> PLUGINS = FunctionSchemas.of(
            source -> source.startsWith("bad") ? Optional.of("[string \"bad\"]:1: wrong") : Optional.empty());
    private final Schemas schemas = StandardSchemas.of(PluginSchemas.allEnabled(PLUGINS));

    private static Validator at(long seconds) {
        return new Validator(Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC), UUID::randomUUID);
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, @Nullable Object> ok(Result<Map<String, @Nullable Object>> result) {
        return assertInstanceOf(Result.Ok.class, result).value() instanceof Map<?, ?> map
                ? FieldRules.stringKeys(map)
                : Map.of();
    }

    private static String message(Result<Map<String, @Nullable Object>> result) {
        return ((Result.Failed<?>) result).error().message();
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        EntitySchema services = schemas.get("services");
        Map<String, @Nullable Object> stored =
                ok(at(100).insert(services, map("name", "a", "host", "h", "retries", 9L)));
        Map<String, @Nullable Object> changed = ok(at(200).update(services, map("host", "i"), stored));
        assertEquals(stored.get("id"), changed.get("id"));
        assertEquals(9L, changed.get("retries"));
        assertEquals(100L, changed.get("created_at"));
        assertEquals(200L, changed.get("updated_at"));
    }

    @Test
    void aReplacementReturnsToDefaultsButKeepsItsBirth() {
        EntitySchema services = schemas.get("services");
        Map<String, @Nullable Object> stored =
                ok(at(100).insert(services, map("name", "a", "host", "h", "retries", 9L)));
        Map<String, @Nullable Object> replaced =
                ok(at(200).upsert(services, map("id", stored.get("id"), "host", "i"), stored));
        assertEquals(5L, replaced.get("retries"));
        assertNull(replaced.get("name"));
        assertEquals(100L, replaced.get("created_at"));
    }

    @Test
    void recordsAreMergedAndListsReplaced() {
        EntitySchema plugins = schemas.get("plugins");
        Map<String, @Nullable Object> stored = ok(at(1).insert(
                        plugins,
                        map("name", "pre-function", "config", map("access", List.of("a", "b"), "log", List.of("l")))));
        Map<String, @Nullable Object> changed =
                ok(at(2).update(plugins, map("config", map("access", List.of("c"))), stored));
        assertEquals(
                map(
                        "certificate", List.of(),
                        "rewrite", List.of(),
                        "access", List.of("c"),
                        "header_filter", List.of(),
                        "body_filter", List.of(),
                        "log", List.of("l")),
                changed.get("config"));
    }

    @Test
    void aSyntaxErrorIsListedBesideWhatIsRight() {
        Result<Map<String, @Nullable Object>> result = at(1).insert(
                        schemas.get("plugins"),
                        map("name", "post-function", "config", map("access", List.of("fine", "bad one"))));
        assertEquals(
                "schema violation (config.access: {\n  [2] = \"error parsing post-function: [string \\\"bad\\\"]:1:"
                        + " wrong\"\n})",
                message(result));
    }

    @Test
    void aPluginThatIsNotEnabledIsRefused() {
        Schemas few = StandardSchemas.of(new PluginSchemas(PLUGINS, Set.of("pre-function")));
        assertEquals(
                "schema violation (name: plugin 'post-function' not enabled; add it to the 'plugins' configuration"
                        + " property)",
                message(at(1).insert(few.get("plugins"), map("name", "post-function", "config", map()))));
        assertEquals(List.of("pre-function"), few.plugins().enabled());
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWhereverTheyAre() {
        assertEquals(
                "schema violation (config.access: {\n  \"invalid utf-8 character sequence detected at position 3\"\n})",
                message(at(1).insert(
                                schemas.get("plugins"),
                                map("name", "pre-function", "config", map("access", List.of("--\uDCE9"))))));
    }

    @Test
    void setsLoseWhatTheyHaveTwice() {
        assertEquals(
                List.of("t", "u"),
                ok(at(1).insert(schemas.get("services"), map("host", "h", "tags", List.of("t", "u", "t"))))
                        .get("tags"));
    }

    @Test
    void aWholeNumberIsOneHoweverItIsWritten() {
        assertEquals(
                8080L,
                ok(at(1).insert(schemas.get("services"), map("host", "h", "port", 8080.0)))
                        .get("port"));
    }

    @Test
    void aUrlTakesThePlaceOfItsParts() {
        Map<String, @Nullable Object> service = ok(
                at(1).insert(schemas.get("services"), map("url", "https://u:p@[::1]:8443/a/b?q#f", "path", "/other")));
        assertEquals("https", service.get("protocol"));
        assertEquals("[::1]", service.get("host"));
        assertEquals(8443L, service.get("port"));
        assertEquals("/a/b", service.get("path"));
    }

    @Test
    void pathsAreToBeInTheirNormalForm() {
        EntitySchema routes = schemas.get("routes");
        assertEquals(
                "schema violation (paths.1: non-normalized path, consider use '/b' instead)",
                message(at(1).insert(routes, map("paths", List.of("/a/../b")))));
        assertEquals(
                "schema violation (paths.1: invalid url-encoded value: '%zz')",
                message(at(1).insert(routes, map("paths", List.of("/a%zz")))));
        assertEquals(
                List.of("/a/", "~/b(?<x>\\d+)"),
                ok(at(1).insert(routes, map("paths", List.of("/a/", "~/b(?<x>\\d+)"))))
                        .get("paths"));
    }

    @Test
    void routesOfOtherProtocolsHaveOtherRules() {
        EntitySchema routes = schemas.get("routes");
        Map<String, @Nullable Object> grpc =
                ok(at(1).insert(routes, map("protocols", List.of("grpc"), "hosts", List.of("g.example"))));
        assertEquals(false, grpc.get("strip_path"));
        assertEquals(
                "schema violation (strip_path: cannot set 'strip_path' when 'protocols' is 'grpc' or 'grpcs')",
                message(at(1).insert(
                                routes,
                                map("protocols", List.of("grpc"), "hosts", List.of("g.example"), "strip_path", true))));
    }

    @Test
    void twoEntitiesHaveTwoIds() {
        Map<String, @Nullable Object> one = ok(at(1).insert(schemas.get("services"), map("host", "h")));
        Map<String, @Nullable Object> other = ok(at(1).insert(schemas.get("services"), map("host", "h")));
        assertNotEquals(one.get("id"), other.get("id"));
    }
}
