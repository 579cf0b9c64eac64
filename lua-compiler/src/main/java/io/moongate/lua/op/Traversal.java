package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.RawNext;
import org.jspecify.annotations.Nullable;

/** A for loop over {@code next}, slot by slot. */
public final class Traversal {
    private final LuaTable table;
    private int slot = -1;

    private Traversal(LuaTable table) {
        this.table = table;
    }

    /** A traversal if the loop's three values are {@code next}, a table and nil; null otherwise. */
    public static @Nullable Traversal of(@Nullable Object function, @Nullable Object state, @Nullable Object control) {
        return function instanceof RawNext && state instanceof LuaTable table && control == null
                ? new Traversal(table)
                : null;
    }

    /** The next key, or null at the end. */
    public @Nullable Object next() {
        slot = table.nextSlot(slot);
        return slot < 0 ? null : table.slotKey(slot);
    }

    /** The value of the key given last. */
    public @Nullable Object value() {
        return table.slotValue(slot);
    }
}
