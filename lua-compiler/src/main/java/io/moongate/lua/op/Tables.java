package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** Table constructors. */
public final class Tables {
    private Tables() {}

    /** Appends values from a place on: the last item of a constructor when it has many values. */
    public static void append(LuaTable table, int place, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            table.put(place + i, values[i]);
        }
    }
}
