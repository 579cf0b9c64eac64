package io.moongate.gateway.script;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import org.jspecify.annotations.Nullable;

/** Fills a table with functions and values, one line a name. */
public final class Namespace {
    private final LuaTable table = new LuaTable(0, 32);

    public Namespace of0(String name, NativeFunction.Body0 body) {
        table.put(name, NativeFunction.of0(name, body));
        return this;
    }

    public Namespace of1(String name, NativeFunction.Body1 body) {
        table.put(name, NativeFunction.of1(name, body));
        return this;
    }

    public Namespace of2(String name, NativeFunction.Body2 body) {
        table.put(name, NativeFunction.of2(name, body));
        return this;
    }

    public Namespace of3(String name, NativeFunction.Body3 body) {
        table.put(name, NativeFunction.of3(name, body));
        return this;
    }

    public Namespace ofN(String name, NativeFunction.BodyN body) {
        table.put(name, NativeFunction.ofN(name, body));
        return this;
    }

    public Namespace value(String name, @Nullable Object value) {
        table.put(name, value);
        return this;
    }

    /** Names that are not in the table are answered by a function of table and name. */
    public Namespace reads(NativeFunction.Body2 body) {
        metatable().put(Metamethod.INDEX.key(), NativeFunction.of2("__index", body));
        return this;
    }

    /** Names that are not in the table are set by a function of table, name and value. */
    public Namespace writes(NativeFunction.Body3 body) {
        metatable().put(Metamethod.NEWINDEX.key(), NativeFunction.of3("__newindex", body));
        return this;
    }

    /** The table can be called; the function gets the table as its first argument. */
    public Namespace calls(NativeFunction.BodyN body) {
        metatable().put(Metamethod.CALL.key(), NativeFunction.ofN("__call", body));
        return this;
    }

    private LuaTable metatable() {
        LuaTable metatable = table.metatable();
        if (metatable == null) {
            metatable = new LuaTable();
            table.setMetatable(metatable);
        }
        return metatable;
    }

    public LuaTable table() {
        return table;
    }

    /** A table of its own with the same fields and metatable, so that what one function writes no other sees. */
    public static LuaTable copy(LuaTable original) {
        LuaTable copy = new LuaTable(0, original.count());
        for (int slot = original.nextSlot(-1); slot >= 0; slot = original.nextSlot(slot)) {
            copy.put(original.slotKey(slot), original.slotValue(slot));
        }
        copy.setMetatable(original.metatable());
        return copy;
    }

    /** The same with copies of the tables in it. */
    public static LuaTable deepCopy(LuaTable original) {
        LuaTable copy = copy(original);
        for (int slot = original.nextSlot(-1); slot >= 0; slot = original.nextSlot(slot)) {
            if (original.slotValue(slot) instanceof LuaTable inner) {
                copy.put(original.slotKey(slot), deepCopy(inner));
            }
        }
        return copy;
    }
}
