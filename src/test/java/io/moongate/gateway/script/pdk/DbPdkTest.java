package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.moongate.gateway.exchange.Catalog;
import io.moongate.gateway.exchange.Configuration;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.Consumer;
import io.moongate.gateway.model.Credential;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.script.Probe;
import io.moongate.gateway.snapshot.CatalogOfTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code kong.db}. */
class DbPdkTest extends Probe {
    private static final String ID = "11111111-2222-4333-8444-55555555555";

    private Exchange exchange() {
        Schemas schemas = StandardSchemas.of(new PluginSchemas(List.of(), Set.of()));
        Map<String, @Nullable Object> first =
                Map.of("id", ID + "1", "name", "one", "host", "h1", "tags", List.of("a", "b"), "port", 80L);
        Map<String, @Nullable Object> second = Map.of("id", ID + "2", "name", "two", "host", "h2");
        Map<String, @Nullable Object> route = Map.of("id", ID + "3", "name", "r", "service", Map.of("id", ID + "2"));
        Map<String, @Nullable Object> key = Map.of("id", ID + "4", "key", "secret", "consumer", Map.of("id", ID + "5"));
        long now = System.currentTimeMillis() / 1000;
        Map<String, @Nullable Object> living = Map.of("id", ID + "6", "key", "short", "ttl", 100.0, "created_at", now);
        Map<String, @Nullable Object> over = Map.of("id", ID + "7", "key", "over", "ttl", 10.0, "created_at", now - 20);
        Catalog catalog = CatalogOfTest.of(
                schemas,
                Map.of(
                        "services",
                        List.of(second, first),
                        "routes",
                        List.of(route),
                        "keyauth_credentials",
                        List.of(key, living, over)));
        Exchange exchange = request().exchange();
        exchange.configuration = new Configuration() {
            @Override
            public boolean hasUpstream(String name) {
                return false;
            }

            @Override
            public Catalog catalog() {
                return catalog;
            }

            @Override
            public @Nullable Consumer consumer(UUID id) {
                return null;
            }

            @Override
            public @Nullable Consumer consumerNamed(String username) {
                return null;
            }

            @Override
            public @Nullable Credential credential(String kind, String key) {
                return null;
            }
        };
        return exchange;
    }

    @Test
    void byIdAndByUniqueFields() {
        expect(
                "one|2|80|nil|two|nil",
                exchange(),
                "kong.db.services:select({ id = '" + ID + "1' }).name, #kong.db.services:select({ id = '" + ID
                        + "1' }).tags, kong.db.services:select('" + ID + "1').port,"
                        + " (kong.db.services:select({ id = '" + ID
                        + "9' })), kong.db.services:select_by_name('two').name,"
                        + " (kong.db.services:select_by_name('three'))");
    }

    @Test
    void badKeys() {
        expect(
                "nil|[postgres] invalid primary key: '{id=\"expected a valid UUID\"}'|1",
                exchange(),
                "(function() local r, e, t = kong.db.services:select({ id = 'x' }) return r, e, t.code end)()");
        expect(
                "primary_key must be a table|name must be a string",
                exchange(),
                "try(kong.db.services.select, kong.db.services, 5), try(kong.db.services.select_by_name, kong.db.services, 5)");
    }

    @Test
    void pages() {
        expect(
                "1|one|two|nil|nil",
                exchange(),
                "(function() local rows, _, _, offset = kong.db.services:page(1)"
                        + " local more, _, _, last = kong.db.services:page(1, offset)"
                        + " return #rows, rows[1].name, more[1].name, last, (kong.db.services:page(1, '!')) end)()");
        expect(
                "nil|[postgres] size must be an integer between 1 and 1000",
                exchange(),
                "(function() local r, e = kong.db.services:page(0) return r, e end)()");
    }

    @Test
    void all() {
        expect(
                "one two |r|nil",
                exchange(),
                "(function() local names = '' for row in kong.db.services:each() do names = names .. row.name .. ' ' end"
                        + " return names end)(), kong.db.routes:page_for_service({ id = '" + ID + "2' })[1].name,"
                        + " kong.db.routes:each_for_service({ id = '" + ID + "1' })()");
    }

    @Test
    void cacheKeys() {
        expect(
                "services:" + ID + "1::::::|keyauth_credentials:secret::::::|secret",
                exchange(),
                "kong.db.services:cache_key('" + ID
                        + "1') .. ':', kong.db.keyauth_credentials:cache_key('secret') .. ':',"
                        + " kong.db.keyauth_credentials:select_by_cache_key(kong.db.keyauth_credentials:cache_key('secret')).key");
    }

    @Test
    void whatHasAnEndIsShownUntilThen() {
        expect(
                "true|nil|2",
                exchange(),
                "kong.db.keyauth_credentials:select_by_key('short').ttl <= 100,"
                        + " (kong.db.keyauth_credentials:select_by_key('over')), #kong.db.keyauth_credentials:page()");
    }

    @Test
    void nothingIsWritten() {
        expect(
                "12|nil|nil|nil",
                exchange(),
                "(function() local r, e, t = kong.db.services:insert({ host = 'x' }) return t.code end)(),"
                        + " (kong.db.services:delete({ id = '" + ID + "1' })), kong.db.connector, kong.db.nothing");
        assertEquals(
                "[postgres] cannot create 'services' entities from a function: kong.db is read-only",
                show(exchange(), "select(2, kong.db.services:insert({}))").split("\\|")[0]);
    }

    @Test
    void aChangedFunctionIsNobodyElses() {
        Exchange exchange = exchange();
        run(exchange, Phase.ACCESS, "kong.db.services.select = 'mine' kong.db.x = 1");
        expect("function|nil", exchange, "type(kong.db.services.select), kong.db.x");
    }
}
