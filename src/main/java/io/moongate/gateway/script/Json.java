package io.moongate.gateway.script;

import io.moongate.lua.lib.Cjson;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** JSON as Kong reads and writes it: {@code cjson}, with empty arrays that stay arrays. */
public final class Json {
    private Json() {}

    /** Encodes; raises cjson's error for what cannot be. */
    public static String encode(Object value) {
        return Cjson.encode(value);
    }

    /** Decodes an object or array; null for anything else. */
    public static @Nullable LuaTable tableOrNull(String text) {
        try {
            return Cjson.decode(text) instanceof LuaTable table ? table : null;
        } catch (LuaError notJson) {
            return null;
        }
    }
}
