package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Digests;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import org.jspecify.annotations.Nullable;

/** {@code resty.string}: bytes as hexadecimal digits, digits as numbers. */
final class StringModule {
    private StringModule() {}

    static LuaTable table() {
        return new Namespace()
                .of1("to_hex", bytes -> Digests.hex(Check.string(bytes, 1)))
                .of2("atoi", (text, base) -> number(Check.string(text, 1)))
                .table();
    }

    /** The number that a text begins with, 0 where it begins with none. */
    private static @Nullable Object number(String text) {
        int end = text.startsWith("-") ? 1 : 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        Double number = Convert.toNumber(text.substring(0, end));
        return number == null ? 0.0 : number;
    }
}
