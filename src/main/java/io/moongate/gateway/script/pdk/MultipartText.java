package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Multipart;
import io.moongate.lua.value.LuaTable;

/** Forms in several parts as a table. */
final class MultipartText {
    private MultipartText() {}

    /** The parts by name. */
    static LuaTable parse(String body, String contentType) {
        LuaTable parts = new LuaTable();
        Multipart.parse(body, contentType).forEach(parts::put);
        return parts;
    }
}
