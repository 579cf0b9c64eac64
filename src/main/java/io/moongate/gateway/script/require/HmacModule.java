package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.hmac}: a keyed hash fed piece by piece. */
final class HmacModule {
    private static final String STATE = "_state";

    private HmacModule() {}

    static LuaTable table() {
        LuaTable methods = new Namespace()
                .of2("update", (self, text) -> {
                    of(self).update(Check.string(text, 2).getBytes(StandardCharsets.ISO_8859_1));
                    return true;
                })
                .of2("final", HmacModule::finish)
                .of1("reset", self -> {
                    of(self).reset();
                    return true;
                })
                .table();
        LuaTable metatable = new Namespace().value("__index", methods).table();
        return new Namespace()
                .of2("new", (key, kind) -> create(Check.string(key, 1), kind, metatable))
                .table();
    }

    private static @Nullable Object create(String key, @Nullable Object kind, LuaTable metatable) {
        String name = kind == null ? "sha1" : Convert.tostring(kind).toLowerCase(Locale.ROOT);
        String algorithm = "Hmac" + name.replace("-", "").toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(algorithm);
            byte[] secret = key.isEmpty() ? new byte[1] : key.getBytes(StandardCharsets.ISO_8859_1);
            mac.init(new SecretKeySpec(secret, algorithm));
            LuaTable object = new LuaTable();
            object.put(STATE, new Userdata(mac, null));
            object.setMetatable(metatable);
            return object;
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "hmac.new: invalid digest type \"" + name + "\"");
        }
    }

    private static Object finish(@Nullable Object self, @Nullable Object text) {
        Mac mac = of(self);
        if (text != null) {
            mac.update(Check.string(text, 2).getBytes(StandardCharsets.ISO_8859_1));
        }
        return new String(mac.doFinal(), StandardCharsets.ISO_8859_1);
    }

    private static Mac of(@Nullable Object self) {
        if (self instanceof LuaTable table
                && table.get(STATE) instanceof Userdata userdata
                && userdata.object() instanceof Mac mac) {
            return mac;
        }
        throw LuaError.caller("bad self");
    }
}
