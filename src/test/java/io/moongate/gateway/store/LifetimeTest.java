package io.moongate.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final long NOW = 1_000_700;

    private static Map<String, @Nullable Object> key(@Nullable Object seconds) {
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put("created_at", NOW / 1000);
        document.put("ttl", seconds);
        return document;
    }

    @Test
    void whatIsShownCountsDownFromWhatWasGiven() {
        Map<String, @Nullable Object> kept = Lifetime.kept(key(100L), NOW);
        for (long later : new long[] {1, 500, 999}) {
            Map<String, @Nullable Object> shown = Lifetime.shown(kept, NOW + later);
            assertNotNull(shown);
            assertEquals(99L, shown.get("ttl"), later + " ms later");
        }
        Map<String, @Nullable Object> last = Lifetime.shown(kept, NOW + 99_500);
        assertNotNull(last);
        assertEquals(0L, last.get("ttl"));
        assertNull(Lifetime.shown(kept, NOW + 100_000));
    }

    @Test
    void aChangeCountsFromItsOwnMoment() {
        Map<String, @Nullable Object> kept = Lifetime.kept(key(10L), NOW + 50_000);
        assertEquals(NOW + 60_000, Lifetime.end(kept));
    }

    @Test
    void whatHasNoEndLivesForEver() {
        Map<String, @Nullable Object> endless = key(null);
        assertSame(endless, Lifetime.kept(endless, NOW));
        assertSame(endless, Lifetime.shown(endless, NOW + 1_000_000_000L));
        assertEquals(Long.MAX_VALUE, Lifetime.end(endless));
    }
}
