package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.hmac}. */
final class HmacModule {
    private HmacModule() {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<Mac> kind = new Kind<>("hmac", Mac.class, methods.table());
        return methods.of2("new", (key, name) -> {
                    String openssl = Check.string(name, 2, "sha1");
                    DigestName algorithm = DigestName.of(openssl);
                    return algorithm == null
                            ? Values.of2(null, "hmac.new: invalid digest type \"" + openssl + "\"")
                            : kind.wrap(mac(algorithm.mac(), Bytes.of(Check.string(key, 1))));
                })
                .of1("istype", value -> kind.orNull(value) != null)
                .ofN("update", arguments -> {
                    Mac mac = kind.self(Check.at(arguments, 0));
                    for (int i = 1; i < arguments.length; i++) {
                        mac.update(Bytes.of(Check.string(arguments, i + 1)));
                    }
                    return true;
                })
                .of2("final", (self, text) -> end(kind.self(self), text))
                .of1("reset", self -> {
                    kind.self(self).reset();
                    return true;
                })
                .table();
    }

    /** A keyed hash. Java takes no empty key; one zero byte is the same to the algorithm. */
    static Mac mac(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object end(Mac mac, @Nullable Object text) {
        if (text != null) {
            mac.update(Bytes.of(Check.string(text, 2)));
        }
        return Bytes.text(mac.doFinal());
    }
}
