package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;

/** {@code resty.openssl.version}: there is no OpenSSL; the one whose behaviour is meant is told. */
final class VersionModule {
    private static final double NUMBER = 0x30200030;
    private static final String TEXT = "OpenSSL 3.2.3 3 Sep 2024";

    private VersionModule() {}

    static LuaTable make() {
        return new Namespace()
                .value("version_num", NUMBER)
                .value("version_text", TEXT)
                .value("OPENSSL_3X", true)
                .value("OPENSSL_30", true)
                .value("OPENSSL_111_OR_LATER", true)
                .value("OPENSSL_11", false)
                .value("OPENSSL_111", false)
                .value("OPENSSL_10", false)
                .value("BORINGSSL", false)
                .value("VERSION", 0.0)
                .value("CFLAGS", 1.0)
                .value("BUILT_ON", 2.0)
                .value("PLATFORM", 3.0)
                .value("DIR", 4.0)
                .of1("version", kind -> switch (Check.integer(kind, 1, 0)) {
                    case 0 -> TEXT;
                    case 3 -> "platform: jvm";
                    default -> "";
                })
                .table();
    }
}
