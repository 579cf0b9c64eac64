package io.moongate.gateway.script.ngx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.script.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code ngx.shared} and the dictionaries behind it. */
class SharedDictTest extends Probe {

    @Test
    void theFunctionsOfADictionary() {
        expect("table|table|nil", "type(ngx.shared), type(ngx.shared.kong), ngx.shared.nope");
        expect("true|v", "(ngx.shared.kong_locks:set('a', 'v')), ngx.shared.kong_locks:get('a')");
        expect("true|nil|false", "ngx.shared.kong_locks:set('a', 'v')");
        expect(
                "false|exists|false|false|not found|false",
                "(function() local d = ngx.shared.kong_locks d:set('a', 1)"
                        + " local a, b, c = d:add('a', 'x') local e, f, g = d:replace('zz', 1) return a, b, c, e, f, g end)()");
        expect(
                "8|nil|not found|11|nil|false",
                "(function() local d = ngx.shared.kong_locks d:set('n', 5) local n = d:incr('n', 3)"
                        + " local a, b = d:incr('m', 1) d:delete('i') local e, f, g = d:incr('i', 1, 10) return n, a, b, e, f, g end)()");
        expect(
                "nil|bad value type|nil|nil key",
                "(function() local d = ngx.shared.kong_locks local a, b = d:set('t', {})"
                        + " local e, f = d:get(nil) return a, b, e, f end)()");
        expect(
                "v|7|number|1|1|x|0",
                "(function() local d = ngx.shared.kong_locks d:set('f', 'v', 100, 7) local v, flags = d:get('f')"
                        + " local n = d:rpush('l', 'x') local len = d:llen('l') local x = d:lpop('l')"
                        + " return v, flags, type(d:ttl('f')), n, len, x, d:llen('l') end)()");
    }

    @Test
    void aListStaysWithinTheDictionary() {
        SharedDict dict = new SharedDict(10_000);
        dict.set("other", "x", 0, 0, SharedDict.Only.ANY, false);
        int pushed = 0;
        while (dict.push("list", "x".repeat(100), true) instanceof Double) {
            pushed++;
        }
        assertTrue(pushed > 10 && pushed < 100, "pushed " + pushed);
        assertTrue(dict.free() >= 0, "free " + dict.free());
        assertNull(dict.get("other", false));
        assertEquals("no memory", dict.push("list", "x".repeat(100), false));
    }

    @Test
    void furtherOnesComeFromTheSettings() {
        SharedDicts dicts = SharedDicts.of(1 << 20, "mine 10m; lua_shared_dict other 64k;");
        assertEquals(10 << 20, dicts.byName().get("mine").capacity());
        assertEquals(64 << 10, dicts.byName().get("other").capacity());
        assertEquals(1 << 20, dicts.byName().get("kong_db_cache").capacity());
        assertEquals(5 << 20, dicts.byName().get("kong").capacity());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SharedDicts.of(1 << 20, "mine lots"));
        assertTrue(refused.getMessage().contains("not 'mine lots'"), refused.getMessage());
    }

    @Test
    void whereThereIsNoRoomTheLeastUsedGoes() {
        SharedDict dict = new SharedDict(10 * 1024);
        for (int i = 0; i < 8; i++) {
            dict.set("k" + i, "x".repeat(1000), 0, 0, SharedDict.Only.ANY, false);
        }
        assertNotNull(dict.get("k0", false));
        assertFalse(dict.set("k8", "x".repeat(1000), 0, 0, SharedDict.Only.ANY, false)
                .forcible());
        assertTrue(dict.set("k9", "x".repeat(1500), 0, 0, SharedDict.Only.ANY, false)
                .forcible());
        assertNotNull(dict.get("k0", false), "used lately");
        assertNull(dict.get("k1", false), "not used for longest");
        assertEquals(
                "no memory",
                dict.set("k10", "x".repeat(9000), 0, 0, SharedDict.Only.ANY, true)
                        .error());
    }

    @Test
    void noIncrementIsLost() throws InterruptedException {
        SharedDict dict = new SharedDict(1 << 20);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < 10_000; n++) {
                        dict.incr("n", 1, 0.0, 0, new boolean[1]);
                    }
                });
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        }
        assertEquals(80_000.0, Objects.requireNonNull(dict.get("n", false)).value());
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        SharedDict dict = new SharedDict(400);
        dict.set("a", "x".repeat(50), 0, 0, SharedDict.Only.ANY, false);
        dict.set("b", "x".repeat(50), 0, 0, SharedDict.Only.ANY, false);
        dict.set("c", "x".repeat(50), 0, 0, SharedDict.Only.ANY, false);
        assertNotNull(dict.get("a", false));
        assertTrue(
                dict.set("d", "x".repeat(50), 0, 0, SharedDict.Only.ANY, false).forcible());
        assertNotNull(dict.get("a", false));
        assertNull(dict.get("b", false));
        assertEquals(
                "no memory",
                dict.set("e", "x".repeat(50), 0, 0, SharedDict.Only.ANY, true).error());
        assertEquals(
                "no memory",
                dict.set("f", "x".repeat(500), 0, 0, SharedDict.Only.ANY, false).error());
    }

    @Test
    void keysDieInTime() {
        SharedDict dict = new SharedDict(1 << 16);
        dict.set("short", "v", 0.01, 0, SharedDict.Only.ANY, false);
        dict.set("long", "v", 100, 0, SharedDict.Only.ANY, false);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> dict.get("short", false) == null);
        assertNotNull(dict.get("short", true));
        assertEquals(1, dict.flushExpired(0));
        assertNull(dict.get("short", true));
        assertEquals(java.util.List.of("long"), dict.keys(0));
        dict.flushAll();
        assertFalse(dict.expire("long", 5));
    }
}
