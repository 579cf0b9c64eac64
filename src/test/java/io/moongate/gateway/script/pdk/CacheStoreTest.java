package io.moongate.gateway.script.pdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.lua.value.LuaTable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What workers share of the cache. */
class CacheStoreTest {
    private final CacheStore store = new CacheStore();

    @Test
    void itStaysWithinItsBytes() {
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 200; i++) {
            store.put("k" + i, large, 0);
        }
        assertNull(store.get("k0"));
        assertNotNull(store.get("k199"));
        assertNotNull(store.get("k100"));
    }

    @Test
    void oneMakesAValueAndTheOthersHear() {
        assertNull(store.claim("k"));
        CompletableFuture<@Nullable Void> other = Objects.requireNonNull(store.claim("k"));
        assertFalse(other.isDone());
        store.release("k");
        assertTrue(other.isDone());
        assertNull(store.claim("k"));
    }

    @Test
    void workersSeeThatSomethingChanged() {
        long before = store.removals();
        store.put("k", "a", 0);
        assertEquals(before, store.removals());
        store.put("k", "b", 0);
        assertTrue(store.removals() > before);
        long then = store.removals();
        store.remove("k");
        assertTrue(store.removals() > then);
    }

    @Test
    void tablesAreCopies() {
        LuaTable table = LuaTable.of("a");
        table.put("inner", LuaTable.of(1.0));
        LuaTable copy = (LuaTable) Objects.requireNonNull(FrozenValue.thaw(FrozenValue.freeze(table)));
        assertNotSame(table, copy);
        assertEquals("a", copy.get(1.0));
        assertEquals(1.0, ((LuaTable) Objects.requireNonNull(copy.get("inner"))).get(1.0));
        table.put("self", table);
        assertThrows(FrozenValue.Unfit.class, () -> FrozenValue.freeze(table));
    }
}
