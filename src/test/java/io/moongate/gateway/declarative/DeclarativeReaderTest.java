package io.moongate.gateway.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.schema.KongError;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Result;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.schema.plugin.FunctionSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Declarative configurations, where no recording shows what becomes of them. */
class DeclarativeReaderTest {
    private final Schemas schemas =
            StandardSchemas.of(PluginSchemas.allEnabled(FunctionSchemas.of(source -> Optional.empty())));
    private final DeclarativeReader reader = new DeclarativeReader(schemas, new Validator());

    private DeclarativeConfig ok(String text) {
        Result<DeclarativeConfig> read = reader.read(text);
        assertTrue(read instanceof Result.Ok, read::toString);
        return ((Result.Ok<DeclarativeConfig>) read).value();
    }

    private KongError error(String text) {
        return assertInstanceOf(Result.Failed.class, reader.read(text)).error();
    }

    private static List<@Nullable Object> all(DeclarativeConfig config, String entity, String field) {
        return config.entities().get(entity).stream().map(one -> one.get(field)).toList();
    }

    @Test
    void idsAreThoseThatKongGives() {
        DeclarativeConfig config = ok("""
                _format_version: "3.0"
                services:
                - name: plugin-testing
                  url: http://httpbin.org/headers
                  routes:
                  - paths: [/test]
                plugins:
                - name: pre-function
                  config:
                    access: ["return 1"]
                """);
        assertEquals(List.of("f9fc47a3-23de-56e9-948a-5da8b1358000"), all(config, "services", "id"));
        assertEquals(List.of("7e720b45-45cf-5af0-b0ce-cb98d8203831"), all(config, "plugins", "id"));
        assertEquals(List.of(Map.of("id", "f9fc47a3-23de-56e9-948a-5da8b1358000")), all(config, "routes", "service"));
    }

    @Test
    void nestedAndFlatAreTheSame() {
        DeclarativeConfig nested = ok("""
                _format_version: "3.0"
                services:
                - name: s
                  host: h
                  routes:
                  - name: r
                    paths: [/r]
                """);
        DeclarativeConfig flat = ok("""
                _format_version: "3.0"
                routes:
                - name: r
                  paths: [/r]
                  service: s
                services:
                - name: s
                  host: h
                """);
        assertEquals(all(nested, "routes", "id"), all(flat, "routes", "id"));
        assertEquals(all(nested, "routes", "service"), all(flat, "routes", "service"));
    }

    @Test
    void aReferenceMayBeANameOrAnId() {
        for (String reference :
                List.of("s", "11111111-2222-4333-8444-555555555555", "{id: 11111111-2222-4333-8444-555555555555}")) {
            assertEquals(
                    List.of(Map.of("id", "11111111-2222-4333-8444-555555555555")),
                    all(ok("""
                                    _format_version: "3.0"
                                    services: [{id: 11111111-2222-4333-8444-555555555555, name: s, host: h}]
                                    routes: [{paths: [/r], service: %s}]
                                    """.formatted(reference)), "routes", "service"));
        }
    }

    @Test
    void olderFormatsMarkTheirRegexes() {
        assertEquals(List.of(List.of("/plain", "~/re/\\d+")), all(ok("""
                                _format_version: "2.1"
                                routes: [{name: r, paths: [/plain, '/re/\\d+']}]
                                """), "routes", "paths"));
    }

    @Test
    void everyErrorIsSaidWhereItIs() {
        assertEquals(
                "declarative config is invalid: {services={[2]={host=\"required field missing\",routes={{"
                        + "paths={\"should start with: / (fixed path) or ~/ (regex path)\"}}}}}}",
                error("""
                        _format_version: "3.0"
                        services:
                        - {name: ok, host: h}
                        - name: bad
                          routes: [{paths: [nope]}]
                        """).message());
    }

    @Test
    void onlyPlainValuesComeOutOfYaml() {
        assertEquals(
                "failed parsing declarative configuration: expected an object",
                error("!!javax.script.ScriptEngineManager [x]").fields().get("error"));
        assertEquals(14, error("a: &x [*x]").code());
    }

    @Test
    void aliasesCannotMakeATextGrowWithoutBound() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        assertTrue(String.valueOf(error(text.toString()).message()).contains("too many values"));
    }

    @Test
    void anchorsAndMergesWork() {
        DeclarativeConfig config = ok("""
                _format_version: "3.0"
                _ignore:
                - &common {host: h, retries: 7}
                services:
                - {<<: *common, name: a}
                - {<<: *common, name: b, retries: 8}
                """);
        assertEquals(List.of(7L, 8L), all(config, "services", "retries"));
    }

    @Test
    void aNumberIsNoVersion() {
        assertEquals(
                "declarative config is invalid: {_format_version=\"expected a string\"}",
                error("_format_version: 3.0").message());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        DeclarativeConfig config = ok("""
                _format_version: "3.0"
                services:
                - name: s
                  host: h
                  tags: ["3.0", "true", "# x", "a: b"]
                  plugins:
                  - name: pre-function
                    config:
                      access:
                      - "line one\\n  line two\\n"
                      - "  begins with blanks\\nand has no line end"
                      - "a tab\\there, a quote ' and \\" and ä €"
                """);
        String text = new DeclarativeWriter(schemas).write(config.entities());
        DeclarativeConfig again = ok(text);
        assertEquals(all(config, "services", "tags"), all(again, "services", "tags"));
        assertEquals(all(config, "plugins", "config"), all(again, "plugins", "config"));
        assertEquals(all(config, "plugins", "id"), all(again, "plugins", "id"));
    }
}
