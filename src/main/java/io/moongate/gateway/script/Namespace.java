package io.moongate.gateway.script;

import io.moongate.lua.op.Meta;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Metamethod;
import io.moongate.lua.value.NativeFunction;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** Fills a table with functions and values, one line a name. */
public final class Namespace {
    /** What a guarded metatable has for {@code __metatable}. */
    private static final Userdata GUARDED = new Userdata(null, null);

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
            metatable = guard(new LuaTable());
            table.setMetatable(metatable);
        }
        return metatable;
    }

    public LuaTable table() {
        return table;
    }

    /** Keeps a metatable of the gateway's from functions, which could change it for others that share it. */
    public static LuaTable guard(LuaTable metatable) {
        metatable.put(Metamethod.METATABLE.key(), GUARDED);
        return metatable;
    }

    /**
     * Keeps a metatable of tables that are a function's own, such as one of headers: functions do not get at it, but may
     * give their table another.
     */
    public static LuaTable hide(LuaTable metatable) {
        metatable.put(Metamethod.METATABLE.key(), Userdata.HIDDEN);
        return metatable;
    }

    /** Whether a metatable is one of the gateway's that functions do not get at. */
    static boolean guarded(LuaTable metatable) {
        Object shown = metatable.get(Metamethod.METATABLE.key());
        return shown == GUARDED || shown == Userdata.HIDDEN;
    }

    /** Lua's {@code getmetatable}; of a guarded one it gives a copy, with which one can do as one likes. */
    static @Nullable Object metatableOf(@Nullable Object value) {
        LuaTable metatable = Meta.tableOf(value);
        if (metatable == null) {
            return null;
        }
        if (!guarded(metatable)) {
            Object shown = metatable.get(Metamethod.METATABLE.key());
            return shown == null ? metatable : shown;
        }
        LuaTable copy = copy(metatable);
        for (int slot = metatable.nextSlot(-1); slot >= 0; slot = metatable.nextSlot(slot)) {
            if (metatable.slotValue(slot) instanceof LuaTable inner) {
                copy.put(metatable.slotKey(slot), copy(inner));
            }
        }
        copy.put(Metamethod.METATABLE.key(), null);
        return copy;
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
