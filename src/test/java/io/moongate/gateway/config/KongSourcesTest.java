package io.moongate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KongSourcesTest {

    @Test
    void theAdminListenerIsQuarkussOwn() {
        Map<String, String> derived = derived(Map.of("admin_listen", "0.0.0.0:8444 ssl, 127.0.0.2:9001"));
        assertEquals("127.0.0.2", derived.get("quarkus.http.host"));
        assertEquals("9001", derived.get("quarkus.http.port"));
        assertEquals("false", derived(Map.of("admin_listen", "off")).get("quarkus.http.host-enabled"));
    }

    @Test
    void itBindsLoopbackUnlessToldOtherwise() {
        assertEquals("127.0.0.1", derived(Map.of()).get("quarkus.http.host"));
        assertEquals("8001", derived(Map.of()).get("quarkus.http.port"));
    }

    @Test
    void aNamedDatabaseBecomesTheDatasource() {
        Map<String, String> derived = derived(
                Map.of("pg_host", "db.example", "pg_user", "u", "pg_password", "p", "pg_schema", "s", "pg_ssl", "on"));
        assertEquals(
                "jdbc:postgresql://db.example:5432/kong?sslmode=require&currentSchema=s",
                derived.get("quarkus.datasource.jdbc.url"));
        assertEquals("u", derived.get("quarkus.datasource.username"));
        assertEquals("p", derived.get("quarkus.datasource.password"));
    }

    @Test
    void withoutADatabaseNothingOfItIsActive() {
        Map<String, String> derived = derived(Map.of("database", "off", "pg_host", "db.example"));
        assertEquals("false", derived.get("quarkus.datasource.active"));
        assertEquals("false", derived.get("quarkus.hibernate-orm.active"));
        assertEquals("false", derived.get("quarkus.flyway.active"));
        assertFalse(derived.containsKey("quarkus.datasource.jdbc.url"));
    }

    private static Map<String, String> derived(Map<String, String> settings) {
        return KongSources.derived(settings::get);
    }
}
