package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Digests;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** {@code kong.tools.string}: texts taken apart and trimmed. */
final class KongStringModule {
    private KongStringModule() {}

    static LuaTable table() {
        return new Namespace()
                .of2("split", (text, separator) -> split(Check.string(text, 1), Check.string(separator, 2)))
                .of1("strip", text -> text == null ? "" : Convert.tostring(text).strip())
                .of1(
                        "rstrip",
                        text -> text == null ? "" : Convert.tostring(text).stripTrailing())
                .of1("bytes_to_str", bytes -> Convert.tostring(bytes))
                .of1("to_hex", bytes -> Digests.hex(Check.string(bytes, 1)))
                .of2("replace_dashes", (text, unused) -> Check.string(text, 1).replace('-', '_'))
                .of1("replace_dashes_lower", text -> lower(text))
                .table();
    }

    private static String lower(@Nullable Object text) {
        return Check.string(text, 1).replace('-', '_').toLowerCase(java.util.Locale.ROOT);
    }

    private static LuaTable split(String text, String separator) {
        LuaTable pieces = new LuaTable();
        if (separator.isEmpty()) {
            for (int i = 0; i < text.length(); i++) {
                pieces.put(i + 1, text.substring(i, i + 1));
            }
            return pieces;
        }
        int count = 0;
        int at = 0;
        for (int next = text.indexOf(separator); next >= 0; next = text.indexOf(separator, at)) {
            pieces.put(++count, text.substring(at, next));
            at = next + separator.length();
        }
        pieces.put(++count, text.substring(at));
        return pieces;
    }
}
