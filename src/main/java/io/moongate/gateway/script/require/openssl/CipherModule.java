package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.cipher}. */
final class CipherModule {
    private CipherModule() {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<CipherState> kind = new Kind<>("cipher", CipherState.class, methods.table());
        return methods.of1("new", name -> {
                    String openssl = Check.string(name, 1);
                    CipherState state = CipherState.of(openssl);
                    return state == null
                            ? Values.of2(null, "cipher.new: invalid cipher type \"" + openssl + "\"")
                            : kind.wrap(state);
                })
                .of1("istype", value -> kind.orNull(value) != null)
                .ofN("init", arguments -> init(kind.self(Check.at(arguments, 0)), arguments))
                .ofN("encrypt", arguments -> whole(kind.self(Check.at(arguments, 0)), arguments, true))
                .ofN("decrypt", arguments -> whole(kind.self(Check.at(arguments, 0)), arguments, false))
                .of2("update_aead_aad", (self, aad) -> {
                    kind.self(self).aad(Bytes.of(Check.string(aad, 2)));
                    return true;
                })
                .of2("get_aead_tag", (self, size) -> tag(kind.self(self), Check.integer(size, 2, 16)))
                .of2("set_aead_tag", (self, tag) -> {
                    kind.self(self).tag(Bytes.of(Check.string(tag, 2)));
                    return true;
                })
                .ofN("update", arguments -> update(kind.self(Check.at(arguments, 0)), arguments))
                .of2("final", (self, text) -> end(kind.self(self), text))
                .table();
    }

    private static @Nullable Object init(CipherState state, @Nullable Object[] arguments) {
        LuaTable options = Check.at(arguments, 3) instanceof LuaTable given ? given : new LuaTable();
        return start(
                state,
                "cipher:init: ",
                Bytes.of(Check.string(arguments, 2)),
                Check.at(arguments, 2),
                Convert.truth(options.get("is_encrypt")),
                Convert.truth(options.get("no_padding")));
    }

    /** Null when it went well, as the words of what is wrong otherwise. */
    private static Object start(
            CipherState state, String where, byte[] key, @Nullable Object iv, boolean encrypt, boolean bare) {
        String wrong = state.start(key, iv == null ? new byte[0] : Bytes.of(Check.string(iv, 3)), encrypt, bare);
        return wrong == null ? (Object) true : Values.of2(false, where + wrong);
    }

    private static @Nullable Object whole(CipherState state, @Nullable Object[] arguments, boolean encrypt) {
        String where = encrypt ? "cipher:encrypt: " : "cipher:decrypt: ";
        byte[] key = Bytes.of(Check.string(arguments, 2));
        Object iv = Check.at(arguments, 2);
        Object started = start(state, where, key, iv, encrypt, Convert.truth(Check.at(arguments, 4)));
        if (started instanceof Values failed) {
            return Values.of2(null, failed.items[1]);
        }
        if (Check.at(arguments, 5) instanceof String aad) {
            state.aad(Bytes.of(aad));
        }
        if (!encrypt && Check.at(arguments, 6) instanceof String tag) {
            state.tag(Bytes.of(tag));
        }
        try {
            return Bytes.text(state.end(Bytes.of(Check.string(Check.at(arguments, 3), 4, ""))));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, where + problem(e, encrypt));
        }
    }

    private static @Nullable Object update(CipherState state, @Nullable Object[] arguments) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < arguments.length; i++) {
            byte[] piece = state.update(Bytes.of(Check.string(arguments, i + 1)));
            if (piece == null) {
                return Values.of2(null, "cipher:update: cipher not initalized, call cipher:init first");
            }
            out.append(Bytes.text(piece));
        }
        return out.toString();
    }

    private static @Nullable Object end(CipherState state, @Nullable Object text) {
        try {
            return Bytes.text(state.end(text == null ? new byte[0] : Bytes.of(Check.string(text, 2))));
        } catch (GeneralSecurityException e) {
            return Values.of2(null, "cipher:final: " + problem(e, false));
        }
    }

    private static @Nullable Object tag(CipherState state, int size) {
        byte[] tag = state.tag();
        return tag == null
                ? Values.of2(null, "cipher:get_aead_tag: no tag")
                : Bytes.text(tag, 0, Math.clamp(size, 0, tag.length));
    }

    private static String problem(GeneralSecurityException e, boolean encrypt) {
        return switch (e) {
            case javax.crypto.AEADBadTagException bad -> "tag mismatch";
            case javax.crypto.BadPaddingException bad -> "bad decrypt";
            case javax.crypto.IllegalBlockSizeException bad ->
                encrypt ? "data not multiple of block length" : "wrong final block length";
            default -> String.valueOf(e.getMessage());
        };
    }
}
