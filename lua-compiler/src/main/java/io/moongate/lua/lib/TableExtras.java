package io.moongate.lua.lib;

import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** OpenResty's additions to tables. Each is a module of its own ({@code require "table.new"}) that is one function. */
final class TableExtras {
    private TableExtras() {}

    /** Puts each function under its module's name. */
    static void modules(LuaTable modules) {
        modules.put("table.new", NativeFunction.of2("new", TableExtras::create));
        modules.put("table.clear", NativeFunction.of1("clear", TableExtras::clear));
        modules.put("table.nkeys", NativeFunction.of1("nkeys", t ->
                (double) Check.table(t, 1).count()));
        modules.put("table.isarray", NativeFunction.of1("isarray", t -> isArray(Check.table(t, 1))));
        modules.put(
                "table.isempty",
                NativeFunction.of1("isempty", t -> Check.table(t, 1).nextSlot(-1) < 0));
        modules.put("table.clone", NativeFunction.of1("clone", t -> clone(Check.table(t, 1))));
    }

    private static @Nullable Object create(@Nullable Object arrayRoom, @Nullable Object hashRoom) {
        int array = Check.integer(arrayRoom, 1);
        int hash = Check.integer(hashRoom, 2);
        if (array < 0 || hash < 0) {
            throw new LuaError("table overflow");
        }
        Room.forValues((long) array + 2L * hash);
        return new LuaTable(array, hash);
    }

    private static @Nullable Object clear(@Nullable Object table) {
        Check.table(table, 1).clear();
        return Values.NONE;
    }

    /** Whether all keys are whole numbers, whichever; OpenResty asks no more. */
    static boolean isArray(LuaTable table) {
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Room.pause(slot);
            if (!(table.slotKey(slot) instanceof Double d) || d != Math.floor(d)) {
                return false;
            }
        }
        return true;
    }

    private static LuaTable clone(LuaTable table) {
        LuaTable copy = new LuaTable(table.length(), 0);
        for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
            Room.pause(slot);
            copy.put(table.slotKey(slot), table.slotValue(slot));
        }
        return copy;
    }
}
