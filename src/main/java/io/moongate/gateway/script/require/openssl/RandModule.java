package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.RandomModule;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;

/** {@code resty.openssl.rand}. */
final class RandModule {
    private RandModule() {}

    static LuaTable make() {
        return new Namespace()
                .of3("bytes", (length, secret, strength) -> {
                    if (!(length instanceof Double)) {
                        return Values.of2(null, "rand.bytes: expect a number at #1");
                    }
                    return RandomModule.bytes(length);
                })
                .table();
    }
}
