package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** {@code resty.md5}, {@code resty.sha256} …: a hash fed piece by piece. */
final class DigestModule {
    private static final String STATE = "_state";

    private DigestModule() {}

    static LuaTable table(String algorithm) {
        LuaTable module = new LuaTable();
        LuaTable metatable = new Namespace().value("__index", module).table();
        Namespace methods = new Namespace()
                .of1("new", self -> {
                    LuaTable object = new LuaTable();
                    object.put(STATE, new Userdata(digest(algorithm), null));
                    object.setMetatable(metatable);
                    return object;
                })
                .of3("update", (self, text, length) -> {
                    String bytes = Check.string(text, 2);
                    int end = Math.min(bytes.length(), Math.max(0, Check.integer(length, 3, bytes.length())));
                    of(self).update(bytes.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
                    return true;
                })
                .of1("final", self -> new String(of(self).digest(), StandardCharsets.ISO_8859_1))
                .of1("reset", self -> {
                    of(self).reset();
                    return true;
                });
        LuaTable filled = methods.table();
        for (int slot = filled.nextSlot(-1); slot >= 0; slot = filled.nextSlot(slot)) {
            module.put(filled.slotKey(slot), filled.slotValue(slot));
        }
        return module;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest of(@Nullable Object self) {
        if (self instanceof LuaTable table
                && table.get(STATE) instanceof Userdata userdata
                && userdata.object() instanceof MessageDigest digest) {
            return digest;
        }
        throw LuaError.caller("bad self");
    }
}
