package io.moongate.gateway.script;

import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** A table in which a name that comes more than once has a list of its values. */
public final class Multimap {
    private final LuaTable table;
    private final int most;
    private int count;
    private boolean truncated;

    /** With at most so many values; 0 for any number. */
    public Multimap(int most) {
        this(most, new LuaTable(0, 8));
    }

    Multimap(int most, LuaTable table) {
        this.most = most;
        this.table = table;
    }

    /** Adds a value; false where there is no room any more. */
    public boolean add(String name, Object value) {
        if (most > 0 && count == most) {
            truncated = true;
            return false;
        }
        count++;
        @Nullable Object old = table.get(name);
        if (old == null) {
            table.put(name, value);
        } else if (old instanceof LuaTable list) {
            list.put(list.length() + 1, value);
        } else {
            table.put(name, LuaTable.of(old, value));
        }
        return true;
    }

    public LuaTable table() {
        return table;
    }

    /** Whether something found no room. */
    public boolean truncated() {
        return truncated;
    }
}
