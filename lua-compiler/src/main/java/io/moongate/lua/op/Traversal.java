package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.RawNext;
import org.jspecify.annotations.Nullable;

/** A for loop over {@code pairs} or {@code ipairs}, slot by slot. */
public final class Traversal {
    private final LuaTable table;
    private final boolean sequence;
    private int slot;
    private @Nullable Object value;

    private Traversal(LuaTable table, boolean sequence) {
        this.table = table;
        this.sequence = sequence;
        this.slot = sequence ? 0 : -1;
    }

    /** A traversal if the loop's three values are those of {@code pairs} or {@code ipairs}; null otherwise. */
    public static @Nullable Traversal of(@Nullable Object function, @Nullable Object state, @Nullable Object control) {
        if (!(function instanceof RawNext) || !(state instanceof LuaTable table)) {
            return null;
        }
        if (function instanceof RawNext.InSequence) {
            return control instanceof Double d && d == 0 ? new Traversal(table, true) : null;
        }
        return control == null ? new Traversal(table, false) : null;
    }

    /** The next key, or null at the end. */
    public @Nullable Object next() {
        if (sequence) {
            slot++;
            value = table.get(slot);
            return value == null ? null : (Object) (double) slot;
        }
        slot = table.nextSlot(slot);
        if (slot < 0) {
            return null;
        }
        value = table.slotValue(slot);
        return table.slotKey(slot);
    }

    /** The value of the key given last. */
    public @Nullable Object value() {
        return value;
    }
}
