package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Multipart;
import io.moongate.lua.value.LuaTable;

/** Forms in several parts as a table. */
final class MultipartText {
    private MultipartText() {}

    /** The parts by name; several of one name are a list. */
    static LuaTable parse(String body, String contentType) {
        LuaTable parts = new LuaTable();
        Multipart.each(body, contentType, (name, value) -> {
            switch (parts.get(name)) {
                case null -> parts.put(name, value);
                case LuaTable several -> several.put(several.length() + 1, value);
                case Object one -> parts.put(name, LuaTable.of(one, value));
            }
        });
        return parts;
    }
}
