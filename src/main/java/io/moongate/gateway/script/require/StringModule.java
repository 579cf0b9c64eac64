package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Digests;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;

/** {@code resty.string}: bytes as hexadecimal digits, and whole numbers as C reads them. */
final class StringModule {
    private StringModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("_VERSION", "0.15")
                .of1("to_hex", bytes -> Digests.hex(Check.string(bytes, 1)))
                .of1("atoi", text -> toNumber(Check.string(text, 1)))
                .table();
    }

    private static double toNumber(String text) {
        int at = 0;
        while (at < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (negative || text.charAt(at) == '+')) {
            at++;
        }
        double number = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + (text.charAt(at) - '0');
            at++;
        }
        return negative && number != 0 ? -number : number;
    }
}
