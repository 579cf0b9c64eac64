package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Base64Text;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code ngx.base64}: Base64 in the alphabet for URLs. */
final class Base64Module {
    private Base64Module() {}

    static LuaTable table() {
        return new Namespace()
                .of1("encode_base64url", text -> Base64Text.encodeUrl(string(text)))
                .of1("decode_base64url", Base64Module::decode)
                .of1("encode_base64mime", text -> Base64Text.encode(string(text), true))
                .of1("decode_base64mime", text -> Base64Text.decodeMime(string(text)))
                .table();
    }

    private static String string(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw LuaError.caller("must provide a string");
    }

    private static @Nullable Object decode(@Nullable Object value) {
        String decoded = value instanceof String text ? Base64Text.decodeUrl(text) : null;
        return decoded == null
                ? Values.of2(null, value instanceof String ? "invalid input" : "must provide a string")
                : decoded;
    }
}
