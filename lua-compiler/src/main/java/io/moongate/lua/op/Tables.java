package io.moongate.lua.op;

import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** Table constructors. */
public final class Tables {
    private Tables() {}

    /** Appends values from a place on: the last item of a constructor when it has many values. */
    public static void append(LuaTable table, int place, @Nullable Object[] values) {
        int last = place - 1 + values.length;
        if (last > table.room()) {
            // LuaJIT makes one more than needed here.
            table.reserve(last + 1);
        }
        for (int i = 0; i < values.length; i++) {
            table.put(place + i, values[i]);
        }
    }
}
