package io.moongate.lua.lib;

import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/**
 * JSON to and from Lua values, as {@code cjson} has it: strings are byte strings, the JSON text too; JSON's null is
 * {@link Userdata#NULL}. For use from Java; {@link CjsonLib} is the same for Lua.
 */
public final class Cjson {
    /** Is written as {@code []}. */
    public static final Userdata EMPTY_ARRAY = new Userdata("[]", null);

    /** The metatable that marks a metatable as one of arrays; shared, since Lua never sees it. */
    private static final LuaTable ARRAY_MARK = mark();

    private static final LuaTable EMPTY_ARRAY_MARK = mark();

    private final JsonSettings settings;

    /** With these settings; later changes to them count. */
    public Cjson(JsonSettings settings) {
        this.settings = settings;
    }

    private static LuaTable mark() {
        LuaTable mark = new LuaTable(0, 1);
        mark.put("__metatable", false);
        return mark;
    }

    /** A new metatable {@code array_mt}: tables that have it are written as arrays. */
    public static LuaTable newArrayMetatable() {
        LuaTable metatable = new LuaTable();
        metatable.setMetatable(ARRAY_MARK);
        return metatable;
    }

    /** A new metatable {@code empty_array_mt}: tables that have it are written as arrays when empty. */
    public static LuaTable newEmptyArrayMetatable() {
        LuaTable metatable = new LuaTable();
        metatable.setMetatable(EMPTY_ARRAY_MARK);
        return metatable;
    }

    static boolean isArray(LuaTable table) {
        LuaTable metatable = table.metatable();
        return metatable != null && metatable.metatable() == ARRAY_MARK;
    }

    static boolean isArrayWhenEmpty(LuaTable table) {
        LuaTable metatable = table.metatable();
        return metatable != null && metatable.metatable() == EMPTY_ARRAY_MARK;
    }

    /** Writes a value. */
    public String encode(@Nullable Object value) throws JsonFailure {
        return new JsonEncoder(settings).encode(value);
    }

    /** Reads a value; arrays get no metatable whatever the settings. */
    public @Nullable Object decode(String json) throws JsonFailure {
        return decode(json, null);
    }

    /** Reads a value; arrays get this metatable if the settings say so. */
    public @Nullable Object decode(String json, @Nullable LuaTable arrayMetatable) throws JsonFailure {
        return new JsonDecoder(json, settings, settings.arrayWithArrayMetatable ? arrayMetatable : null).decode();
    }
}
