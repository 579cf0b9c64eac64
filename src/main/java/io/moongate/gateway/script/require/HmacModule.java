package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Digests;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code resty.hmac}: keyed hashes by the names in {@code ALGOS}. */
final class HmacModule {
    private HmacModule() {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<Mac> kind = new Kind<>("hmac", Mac.class, methods.table());
        LuaTable algorithms = new Namespace()
                .value("MD5", "HmacMD5")
                .value("SHA1", "HmacSHA1")
                .value("SHA256", "HmacSHA256")
                .value("SHA384", "HmacSHA384")
                .value("SHA512", "HmacSHA512")
                .table();
        return methods.value("_VERSION", "0.06")
                .value("ALGOS", algorithms)
                .of3("new", (self, key, algorithm) -> {
                    Mac mac = mac(Check.string(key, 2), Check.string(algorithm, 3, "HmacMD5"));
                    return mac == null ? null : kind.wrap(mac);
                })
                .of2("update", (self, bytes) -> {
                    kind.self(self).update(Bytes.of(Check.string(bytes, 2)));
                    return true;
                })
                .of3("final", (self, bytes, hex) -> end(kind.self(self), bytes, Convert.truth(hex)))
                .of1("reset", self -> {
                    kind.self(self).reset();
                    return true;
                })
                .table();
    }

    private static @Nullable Mac mac(String key, String algorithm) {
        if (!algorithm.startsWith("Hmac")) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** Java takes no empty key; one zero byte is the same to the algorithm. */
    private static SecretKeySpec key(String key, String algorithm) {
        return new SecretKeySpec(key.isEmpty() ? new byte[1] : Bytes.of(key), algorithm);
    }

    private static Object end(Mac mac, @Nullable Object bytes, boolean hex) {
        if (bytes != null) {
            mac.update(Bytes.of(Check.string(bytes, 2)));
        }
        String result = Bytes.text(mac.doFinal());
        return hex ? Digests.hex(result) : result;
    }
}
