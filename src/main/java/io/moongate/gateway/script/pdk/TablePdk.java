package io.moongate.gateway.script.pdk;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.LuaType;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code kong.table}: tables made to measure, emptied, merged. */
final class TablePdk {
    private TablePdk() {}

    static LuaTable table() {
        return new Namespace()
                .of2("new", (array, hash) -> new LuaTable(room(array, 1), room(hash, 2)))
                .of1("clear", table -> {
                    Check.table(table, 1).clear();
                    return Values.NONE;
                })
                .of2("merge", TablePdk::merge)
                .table();
    }

    private static int room(@Nullable Object number, int argument) {
        return Math.clamp((long) Check.number(number, argument), 0, 1 << 16);
    }

    private static Object merge(@Nullable Object first, @Nullable Object second) {
        LuaTable merged = new LuaTable();
        addAll(merged, first);
        addAll(merged, second);
        return merged;
    }

    private static void addAll(LuaTable into, @Nullable Object from) {
        if (from == null) {
            return;
        }
        if (!(from instanceof LuaTable table)) {
            throw new LuaError("/usr/local/share/lua/5.1/kong/tools/table.lua:35: bad argument #1 to 'pairs'"
                    + " (table expected, got " + LuaType.name(from) + ")");
        }
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            into.put(table.slotKey(slot), table.slotValue(slot));
        }
    }
}
