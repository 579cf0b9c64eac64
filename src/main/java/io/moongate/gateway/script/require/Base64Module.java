package io.moongate.gateway.script.require;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.ngx.Base64Text;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code ngx.base64}: Base64 in the alphabet for URLs. */
final class Base64Module {
    private Base64Module() {}

    static LuaTable make() {
        return new Namespace()
                .value("_VERSION", "0.1.27")
                .of1("encode_base64url", Base64Module::encode)
                .of1("decode_base64url", Base64Module::decode)
                .of1("decode_base64mime", Base64Module::decodeMime)
                .table();
    }

    private static Object encode(@Nullable Object value) {
        if (value instanceof String || value instanceof Double) {
            return Base64Text.encodeUrl(Convert.tostring(value));
        }
        return value == null
                ? Values.of2(null, "must provide a string")
                : Base64Text.encodeUrl(Convert.tostring(value));
    }

    private static @Nullable Object decode(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return Values.of2(null, "must provide a string");
        }
        String bytes = Base64Text.decodeUrl(text);
        return bytes == null ? Values.of2(null, "invalid input") : bytes;
    }

    private static @Nullable Object decodeMime(@Nullable Object value) {
        if (value instanceof String text) {
            return Base64Text.decodeMime(text);
        }
        throw LuaError.caller("string argument only");
    }
}
