package io.moongate.gateway.script;

import io.moongate.lua.lib.Cjson;
import io.moongate.lua.lib.JsonFailure;
import io.moongate.lua.lib.JsonSettings;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** JSON as Kong's own code reads and writes it: sparse arrays and sixteen digits, and empty arrays that stay arrays. */
public final class Json {
    private static final int DIGITS = 16;
    private static final int SPARSE_UP_TO = 1 << 15;

    private final Cjson cjson = new Cjson(new JsonSettings()
            .numberPrecision(DIGITS)
            .sparseArrays(false, 2, SPARSE_UP_TO)
            .arrayWithArrayMetatable(true));
    private final LuaTable arrayMetatable = Namespace.hide(Cjson.newArrayMetatable());

    /** Encodes a value. */
    public String encode(Object value) throws JsonFailure {
        return cjson.encode(value);
    }

    /** Decodes an object or array; null for anything else. */
    public @Nullable LuaTable tableOrNull(String text) {
        try {
            return cjson.decode(text, arrayMetatable) instanceof LuaTable table ? table : null;
        } catch (JsonFailure notJson) {
            return null;
        }
    }

    /** The metatable of tables that are arrays even when they are empty. */
    public LuaTable arrayMetatable() {
        return arrayMetatable;
    }
}
